using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Testing;

namespace Thca.Modeling.Tests.Imbalance;

public sealed class ResamplerGoldenTests
{
    private static JsonElement Case(string name) => GoldenJson.Open("stats", "resampling.json").GetProperty("cases").GetProperty(name);

    private static TrainingFold<LabelledMatrix> Fold(JsonElement c)
    {
        double[][] rows = c.GetProperty("X").Rows();
        string[] names = [.. rows[0].Select((_, i) => $"f{i}")];
        double[] values = [.. Enumerable.Range(0, names.Length).SelectMany(j => rows.Select(r => r[j]))];
        return new(new LabelledMatrix(new FeatureMatrix([.. rows.Select((_, i) => $"P{i}")], names, values), [.. c.GetProperty("y").Numbers().Select(v => v == 1)]));
    }

    private static LabelledMatrix Resample(string name, ResamplingOptions options) =>
        Resampler.Apply(Fold(Case(name)), options with { Scale = false }, ResamplerDraws.FromLegacy(42)).Data;

    private static void SameRows(double[][] expected, LabelledMatrix actual, int from)
    {
        Assert.Equal(expected.Length, actual.RowCount - from);
        for (int i = 0; i < expected.Length; i++) Close.To(expected[i], actual.Features.Row(from + i), 1e-9, 1e-9, $"row {i}");
    }

    [Theory]
    [InlineData("SMOTE_1.0", ResamplingMethod.Smote, 1.0)]
    [InlineData("SMOTE_0.7", ResamplingMethod.Smote, 0.7)]
    [InlineData("Borderline1_1.0", ResamplingMethod.Borderline1, 1.0)]
    [InlineData("Borderline1_0.8", ResamplingMethod.Borderline1, 0.8)]
    [InlineData("ADASYN_0.8", ResamplingMethod.Adasyn, 0.8)]
    [InlineData("ADASYN_1.0", ResamplingMethod.Adasyn, 1.0)]
    public void Synthetic_rows_equal_the_stored_ones(string sampler, ResamplingMethod method, double ratio)
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            JsonElement expected = Case(name).GetProperty("samplers").GetProperty(sampler);
            int neighbours = Case(name).GetProperty("minority_knn")[0].GetArrayLength();
            LabelledMatrix actual = Resample(name, new ResamplingOptions { Method = method, Ratio = ratio, Neighbours = neighbours });
            SameRows(expected.GetProperty("synthetic").Rows(), actual, Case(name).GetProperty("y").GetArrayLength());
        }
    }

    [Fact]
    public void Borderline_2_of_the_old_release_equals_the_stored_rows()
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            JsonElement expected = Case(name).GetProperty("samplers").GetProperty("Borderline2_1.0");
            int neighbours = Case(name).GetProperty("minority_knn")[0].GetArrayLength();
            LabelledMatrix actual = Resample(name, new ResamplingOptions { Method = ResamplingMethod.Borderline2, Neighbours = neighbours, LegacyBorderline2 = true });
            SameRows(expected.GetProperty("synthetic").Rows(), actual, Case(name).GetProperty("y").GetArrayLength());
        }
    }

    [Fact]
    public void Svm_smote_makes_as_many_rows_as_stored()
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            JsonElement counts = Case(name).GetProperty("samplers").GetProperty("SVMSMOTE_1.0").GetProperty("counts");
            LabelledMatrix actual = Resample(name, new ResamplingOptions { Method = ResamplingMethod.SvmSmote, Neighbours = 3 });
            Assert.Equal((counts.GetProperty("0").GetInt32(), counts.GetProperty("1").GetInt32()), (actual.RowCount - actual.Events, actual.Events));
        }
    }

    [Theory]
    [InlineData("ENN", ResamplingMethod.EditedNearestNeighbours, false, false)]
    [InlineData("ENN_mode", ResamplingMethod.EditedNearestNeighbours, true, false)]
    [InlineData("ENN_all_classes", ResamplingMethod.EditedNearestNeighbours, false, true)]
    [InlineData("Tomek", ResamplingMethod.TomekLinks, false, false)]
    [InlineData("Tomek_all", ResamplingMethod.TomekLinks, false, true)]
    public void Kept_rows_equal_the_stored_ones(string sampler, ResamplingMethod method, bool byMajority, bool allClasses)
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            var rows = new ImbalancedRows(Fold(Case(name)).Data, scale: false);
            int[] kept = method == ResamplingMethod.TomekLinks ? CleaningRules.Tomek(rows, allClasses) : CleaningRules.Edit(rows, 3, byMajority, allClasses);
            Assert.Equal(Case(name).GetProperty("samplers").GetProperty(sampler).GetProperty("kept_indices").Numbers(), kept.Select(i => (double)i));
        }
    }

    [Theory]
    [InlineData("SMOTEENN", ResamplingMethod.SmoteEnn)]
    [InlineData("SMOTETomek", ResamplingMethod.SmoteTomek)]
    public void Combined_methods_equal_the_stored_rows(string sampler, ResamplingMethod method)
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            JsonElement expected = Case(name).GetProperty("samplers").GetProperty(sampler);
            LabelledMatrix actual = Resample(name, new ResamplingOptions { Method = method, Neighbours = 3 });
            SameRows(expected.GetProperty("X").Rows(), actual, 0);
            Assert.Equal(expected.GetProperty("y").Numbers(), actual.Outcome.ToArray().Select(y => y ? 1.0 : 0));
        }
    }

    [Fact]
    public void Danger_and_noise_equal_the_stored_ones()
    {
        foreach (string name in new[] { "imbalanced", "overlap", "few" })
        {
            JsonElement expected = Case(name).GetProperty("borderline_m10");
            var rows = new ImbalancedRows(Fold(Case(name)).Data, scale: false);
            Assert.Equal(expected.GetProperty("majority_neighbours").Numbers(), rows.MajorityAmongNearest(rows.Minority, 10).Select(h => (double)h));
            (int[] danger, _, int noise) = OverSamplers.InDanger(rows, rows.Minority, 10);
            Assert.Equal(expected.GetProperty("danger").Numbers(), danger.Select(d => (double)d));
            Assert.Equal(expected.GetProperty("noise").GetArrayLength(), noise);
        }
    }
}
