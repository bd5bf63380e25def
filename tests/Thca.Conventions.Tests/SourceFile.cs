using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Thca.Conventions.Tests;

/// <summary>One C# file below src, parsed.</summary>
internal sealed record SourceFile(string Path, CompilationUnitSyntax Syntax)
{
    public string Relative => Repository.Relative(Path);

    public int LineCount => Syntax.GetText().Lines.Count;

    public BaseNamespaceDeclarationSyntax? Namespace => Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();

    /// <summary>Types that are not nested in another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .Where(n => n is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax).Cast<MemberDeclarationSyntax>();

    public IEnumerable<TypeDeclarationSyntax> AllTypes => Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>();

    public static SourceFile Parse(string path) => new(
        path,
        CSharpSyntaxTree.ParseText(File.ReadAllText(path), new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot());

    public static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);

    /// <summary>Name of a type without parameters.</summary>
    public static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax t => t.Identifier.Text,
        DelegateDeclarationSyntax d => d.Identifier.Text,
        _ => "",
    };

    /// <summary>File name a type asks for: <c>Name</c>, or <c>Name{T}</c> for generics.</summary>
    public static string FileNameOf(MemberDeclarationSyntax type)
    {
        TypeParameterListSyntax? parameters = type switch
        {
            TypeDeclarationSyntax t => t.TypeParameterList,
            DelegateDeclarationSyntax d => d.TypeParameterList,
            _ => null,
        };
        return parameters is null ? NameOf(type) : $"{NameOf(type)}{{{string.Join(",", parameters.Parameters.Select(p => p.Identifier.Text))}}}";
    }
}
