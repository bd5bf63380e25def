using Thca.Core.Errors;
using Thca.Pathology.Heterogeneity;
using Thca.Testing;

namespace Thca.Pathology.Tests.Heterogeneity;

public class CohortBinsTests
{
    [Fact]
    public void Learn_TakesPercentilesOfObservedValues()
    {
        double[] values = [.. Enumerable.Range(0, 101).Select(i => (double)i), double.NaN];
        Assert.Equal(new FeatureBin("g", "f", 1, 99, 50, 1.4826 * 25, 101), CohortBins.Learn("g", "f", values));
        Assert.Null(CohortBins.Learn("g", "f", [double.NaN]));
    }

    [Fact]
    public void Save_ThenLoad_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("bins.json");
        var bins = new CohortBins([new("tumour", "area", 0.1, 1 / 3.0, 0.2, 0.05, 12)], ["s1", "s2"]);
        bins.Save(path);
        CohortBins read = CohortBins.Load(path);
        Assert.Equal(bins.Bins, read.Bins);
        Assert.Equal(bins.Slides, read.Slides);
        Assert.Equal(bins.Bins[0], read.Find("tumour", "area"));
        Assert.Null(read.Find("dead", "area"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"schema":"other/1","steps":32,"bins":[],"slides":[]}""")]
    [InlineData("""{"schema":"thca-heterogeneity-bins/1","steps":32,"bins":[{"group":1}],"slides":[]}""")]
    public void Load_OtherFile_SaysWhatIsExpected(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("bins.json"), text);
        Assert.Contains("bins.json", Assert.Throws<DataFormatException>(() => CohortBins.Load(folder.File("bins.json"))).Message, StringComparison.Ordinal);
    }
}
