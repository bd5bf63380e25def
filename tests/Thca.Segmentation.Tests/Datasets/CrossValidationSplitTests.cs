using Thca.Core.Errors;
using Thca.Segmentation.Datasets;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Datasets;

public class CrossValidationSplitTests
{
    /// <summary>Folds measured with nnU-Net (scikit-learn's shuffled folds, seed 12345).</summary>
    [Theory]
    [InlineData(10, "0,7|3,9|4,6|1,8|2,5")]
    [InlineData(12, "0,3,8|7,10,11|6,9|1,4|2,5")]
    public void OneCasePerPatient_GivesNnUNetsFolds(int count, string expected)
    {
        string[] cases = [.. Enumerable.Range(0, count).Select(i => $"c{i:00}")];
        IReadOnlyList<CrossValidationSplit> folds = CrossValidationSplit.Create([.. cases.Reverse()]);
        string[][] held = [.. expected.Split('|').Select(f => f.Split(',').Select(i => cases[int.Parse(i)]).ToArray())];
        Assert.Equal(held, folds.Select(f => f.Validation.ToArray()));
        Assert.All(folds, f => Assert.Equal(cases, f.Train.Concat(f.Validation).Order()));
    }

    [Fact]
    public void CasesOfAPatient_StayTogether()
    {
        string[] cases = [.. Enumerable.Range(0, 20).Select(i => $"c{i:00}")];
        Dictionary<string, string> patients = cases.ToDictionary(c => c, c => $"p{int.Parse(c[1..]) / 3}");
        foreach (CrossValidationSplit fold in CrossValidationSplit.Create(cases, patients))
        {
            Assert.Empty(fold.Train.Select(c => patients[c]).Intersect(fold.Validation.Select(c => patients[c])));
            Assert.Equal(20, fold.Train.Count + fold.Validation.Count);
        }
    }

    [Fact]
    public void Seed_ChangesTheFolds()
    {
        string[] cases = [.. Enumerable.Range(0, 20).Select(i => $"c{i:00}")];
        Assert.False(CrossValidationSplit.Same(CrossValidationSplit.Create(cases), CrossValidationSplit.Create(cases, seed: 1)));
        Assert.True(CrossValidationSplit.Same(CrossValidationSplit.Create(cases), CrossValidationSplit.Create(cases)));
    }

    [Fact]
    public void File_IsNnUNets_AndReadsBack()
    {
        using var folder = new TemporaryFolder();
        IReadOnlyList<CrossValidationSplit> folds = CrossValidationSplit.Create(["a", "b", "c"], folds: 3);
        string path = folder.File(CrossValidationSplit.FileName);
        CrossValidationSplit.Write(path, folds);
        Assert.Contains("\"val\": [", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.True(CrossValidationSplit.Same(folds, CrossValidationSplit.Read(path)));
        File.WriteAllText(path, "[{\"train\": [1]}]");
        Assert.Throws<DataFormatException>(() => CrossValidationSplit.Read(path));
    }

    [Fact]
    public void TooFewPatients_IsAProblem() => Assert.Throws<ThcaException>(() => CrossValidationSplit.Create(["a", "b", "c"]));
}
