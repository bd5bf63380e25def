using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Thca.Conventions.Tests;

public class TypeShapeTests
{
    public static TheoryData<string> Projects => SourceFileTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicClasses_AreSealedStaticOrAbstract(string project) => KnownGaps.AssertNone(
        "public classes are sealed, static or abstract",
        from place in Types(project)
        where place.Type is ClassDeclarationSyntax || IsRecordClass(place.Type)
        where SourceFile.IsPublic(place.Type) && !Has(place.Type, SyntaxKind.SealedKeyword, SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword)
        where !KnownGaps.DesignedBases.ContainsKey(place.Type.Identifier.Text)
        select $"{place.File.Relative}: {place.Type.Identifier.Text}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicProperties_HaveNoPublicSetter(string project) => KnownGaps.AssertNone(
        "data is init-only",
        from place in Types(project)
        where SourceFile.IsPublic(place.Type)
        from property in place.Type.Members.OfType<PropertyDeclarationSyntax>()
        where SourceFile.IsPublic(property)
        where property.AccessorList?.Accessors.Any(a => a.IsKind(SyntaxKind.SetAccessorDeclaration) && a.Modifiers.Count == 0) == true
        select $"{place.File.Relative}: {place.Type.Identifier.Text}.{property.Identifier.Text}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublicStructs_AreReadonly(string project) => KnownGaps.AssertNone(
        "public structs are readonly",
        from place in Types(project)
        where place.Type is StructDeclarationSyntax || place.Type.IsKind(SyntaxKind.RecordStructDeclaration)
        where SourceFile.IsPublic(place.Type) && !Has(place.Type, SyntaxKind.ReadOnlyKeyword)
        select $"{place.File.Relative}: {place.Type.Identifier.Text}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Fields_ArePrivateOrConstant(string project) => KnownGaps.AssertNone(
        "no public mutable field",
        from place in Types(project)
        where SourceFile.IsPublic(place.Type)
        from field in place.Type.Members.OfType<FieldDeclarationSyntax>()
        where SourceFile.IsPublic(field) && !Has(field, SyntaxKind.ConstKeyword, SyntaxKind.ReadOnlyKeyword)
        from variable in field.Declaration.Variables
        select $"{place.File.Relative}: {place.Type.Identifier.Text}.{variable.Identifier.Text}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void StaticState_DoesNotExist(string project) => KnownGaps.AssertNone(
        "no static mutable state",
        from place in Types(project)
        from name in MutableStatics(place.Type)
        where !KnownGaps.StaticState.ContainsKey($"{place.Type.Identifier.Text}.{name}")
        select $"{place.File.Relative}: {place.Type.Identifier.Text}.{name}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void OptionsTypes_AreSealedRecords_WithDocumentedDefaults(string project) => KnownGaps.AssertNone(
        "options are sealed records; every setting says its default in <value>",
        from place in Types(project)
        where SourceFile.IsPublic(place.Type) && place.Type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal)
        from problem in OptionsProblems(place.Type)
        select $"{place.File.Relative}: {problem}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void HeavyCalls_EndWithComputeProgressCancellation(string project) => KnownGaps.AssertNone(
        "heavy calls end with (…, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)",
        from place in Types(project)
        where SourceFile.IsPublic(place.Type)
        from method in place.Type.Members.OfType<MethodDeclarationSyntax>()
        where SourceFile.IsPublic(method) || place.Type is InterfaceDeclarationSyntax
        where IsMisshapen(method.ParameterList.Parameters)
        select $"{place.File.Relative}: {place.Type.Identifier.Text}.{method.Identifier.Text}");

    private static IEnumerable<(SourceFile File, TypeDeclarationSyntax Type)> Types(string project) =>
        Repository.Projects.Single(p => p.Name == project).Files.SelectMany(f => f.AllTypes.Select(t => (f, t)));

    private static bool Has(MemberDeclarationSyntax member, params SyntaxKind[] kinds) => kinds.Any(k => member.Modifiers.Any(k));

    private static bool IsRecordClass(TypeDeclarationSyntax type) => type.IsKind(SyntaxKind.RecordDeclaration);

    private static IEnumerable<string> MutableStatics(TypeDeclarationSyntax type)
    {
        foreach (FieldDeclarationSyntax field in type.Members.OfType<FieldDeclarationSyntax>().Where(f => Has(f, SyntaxKind.StaticKeyword)))
        {
            bool isCache = field.Declaration.Type.ToString().StartsWith("Concurrent", StringComparison.Ordinal);
            if (Has(field, SyntaxKind.ReadOnlyKeyword) && !isCache) continue;
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables) yield return variable.Identifier.Text;
        }

        foreach (PropertyDeclarationSyntax property in type.Members.OfType<PropertyDeclarationSyntax>().Where(p => Has(p, SyntaxKind.StaticKeyword)))
        {
            bool isAutomatic = property.AccessorList?.Accessors.All(a => a.Body is null && a.ExpressionBody is null) == true;
            if (isAutomatic && property.AccessorList!.Accessors.Any(SyntaxKind.SetAccessorDeclaration)) yield return property.Identifier.Text;
        }
    }

    private static IEnumerable<string> OptionsProblems(TypeDeclarationSyntax type)
    {
        string name = type.Identifier.Text;
        if (type is InterfaceDeclarationSyntax) yield break;
        if (type is not RecordDeclarationSyntax || !Has(type, SyntaxKind.SealedKeyword)) yield return $"{name} is not a sealed record";
        foreach (PropertyDeclarationSyntax property in type.Members.OfType<PropertyDeclarationSyntax>())
        {
            bool isSetting = SourceFile.IsPublic(property) && !Has(property, SyntaxKind.StaticKeyword, SyntaxKind.RequiredKeyword)
                && property.AccessorList?.Accessors.Any(SyntaxKind.InitAccessorDeclaration) == true;
            if (isSetting && !property.GetLeadingTrivia().ToFullString().Contains("<value>", StringComparison.Ordinal))
                yield return $"{name}.{property.Identifier.Text} does not say its default";
        }
    }

    private static bool IsMisshapen(SeparatedSyntaxList<ParameterSyntax> parameters)
    {
        string[] types = [.. parameters.Select(p => p.Type?.ToString().TrimEnd('?') ?? "")];
        int compute = Array.IndexOf(types, "ComputeOptions"), progress = Array.FindIndex(types, t => t.StartsWith("IProgress<", StringComparison.Ordinal));
        if (compute < 0) return false;
        bool progressFollows = progress < 0 || (progress == compute + 1 && types[progress] == "IProgress<WorkProgress>");
        int expectedLast = compute + (progress < 0 ? 1 : 2);
        return !progressFollows || types.Length != expectedLast + 1 || types[^1] != "CancellationToken";
    }
}
