namespace Thca.Conventions.Tests;

public class PackagingTests
{
    public static TheoryData<string> Projects => SourceFileTests.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_KeepTheCommonSwitches(string name)
    {
        SourceProject project = Repository.Projects.Single(p => p.Name == name);
        Assert.Null(project.Property("GenerateDocumentationFile"));
        Assert.Null(project.Property("TreatWarningsAsErrors"));
        Assert.Null(project.Property("Nullable"));
        Assert.DoesNotContain("CS1591", project.Property("NoWarn") ?? "", StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(project.Property("Description")), $"{name} has no Description, which is the text of its package.");
    }

    [Fact]
    public void CommonSwitches_AreOn()
    {
        string common = File.ReadAllText(Repository.FullPath("eng/Common.props")), library = File.ReadAllText(Repository.FullPath("eng/Library.targets"));
        Assert.Contains("<Nullable>enable</Nullable>", common, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", common, StringComparison.Ordinal);
        Assert.Contains("<PackageLicenseExpression>Apache-2.0</PackageLicenseExpression>", common, StringComparison.Ordinal);
        Assert.Contains(">true</GenerateDocumentationFile>", common, StringComparison.Ordinal);
        Assert.Contains("BannedSymbols.txt", library, StringComparison.Ordinal);
        Assert.DoesNotContain("CS1591", library, StringComparison.Ordinal);
    }

    [Fact]
    public void PackageReadmes_BelongToAProject() => KnownGaps.AssertNone(
        "every file in nuget/readme is named after a project",
        Repository.Files("nuget/readme", ".md").Where(f => Repository.Projects.All(p => p.Name != Path.GetFileNameWithoutExtension(f))).Select(Repository.Relative));

    [Fact]
    public void PackageReferences_HaveCentralVersions() => KnownGaps.AssertNone(
        "versions stand in Directory.Packages.props only",
        from project in Repository.Projects
        from reference in project.Xml.Descendants("PackageReference")
        where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null
        select $"{project.Name} → {reference.Attribute("Include")?.Value}");
}
