namespace Thca.Radiomics.Tests.Documentation;

public class FeatureTableTests
{
    /// <summary>Set THCA_UPDATE_DOCS=1 to write the file anew after a change of the descriptors.</summary>
    [Fact]
    public void Document_EqualsDescriptors()
    {
        string path = Path.Combine(RepositoryRoot(), "docs", "compliance", "radiomics-features.md");
        if (Environment.GetEnvironmentVariable("THCA_UPDATE_DOCS") == "1") File.WriteAllText(path, FeatureTableDocument.Write());
        Assert.Equal(FeatureTableDocument.Write(), File.ReadAllText(path));
    }

    [Fact]
    public void Catalogue_IsComplete()
    {
        Assert.Equal(107, RadiomicsFeatures.Standard.Count);
        Assert.Equal([14, 9, 18, 24, 16, 16, 14, 5], RadiomicsFeatures.Classes.Select(c => c.Standard.Count));
        string[] names = [.. RadiomicsFeatures.Classes.SelectMany(c => c.Standard.Concat(c.Deprecated)).Select(d => d.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(RadiomicsFeatures.Classes.SelectMany(c => c.Standard), d => Assert.False(string.IsNullOrWhiteSpace(d.Formula) || string.IsNullOrWhiteSpace(d.Unit)));
        string[] codes = [.. RadiomicsFeatures.Standard.Where(d => d.IbsiCode is not null).Select(d => d.IbsiCode!)];
        Assert.Equal(codes.Length, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[0-9A-Z]{4}$", c));
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "THCA-ITH.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
