using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Subregions;
using Thca.Statistics.Legacy;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Ited;

public class ItedAnalyzerTests
{
    private static readonly double[] ThreeGroups = [1.0, 1.2, 0.9, 1.1, 1.3, 0.8, 1.05, 4.0, 4.2, 3.9, 4.1, 4.3, 3.8, 4.05, 9.0, 9.2, 8.9, 9.1, 9.3, 8.8];

    [Theory]
    [InlineData("titan_a")]
    [InlineData("titan_b")]
    [InlineData("titan_c")]
    public void Reference_values_equal_the_original(string name)
    {
        SubregionTable table = TitanCase.Subregions(TitanCase.File(name, "expected_subregion_features.csv"));
        TextTable expected = TextTable.Read(TitanCase.File(name, "expected_ited.csv"));
        ItedResult result = ItedAnalyzer.Analyze(table, new ItedOptions { Mode = AnalysisMode.Reference, BootstrapReplicates = 0 });

        Dictionary<string, ItedFeature> byName = result.Features.ToDictionary(f => f.Name);
        int equal = 0;
        for (int f = 0; f < expected.RowCount; f++)
        {
            double value = expected.Number(f, "iTED");
            ItedFeature actual = byName[expected[f, "feature"]];
            if (Math.Abs(actual.Value - value) <= 1e-6 * Math.Abs(value) && actual.Components == (int)expected.Number(f, "k_by_bic")) equal++;

        }

        Assert.True(equal >= 0.97 * expected.RowCount, $"{equal} of {expected.RowCount} features agree");
        Assert.Equal(93, result.CalculatedCount);
    }

    [Theory]
    [InlineData("titan_a", 1000)]
    [InlineData("titan_b", 200)]
    [InlineData("titan_c", 200)]
    public void Reference_intervals_equal_the_original(string name, int replicates)
    {
        SubregionTable table = TitanCase.Subregions(TitanCase.File(name, "expected_subregion_features.csv"));
        TextTable expected = TextTable.Read(TitanCase.File(name, "expected_ited.csv"));
        // The score's 100 resamples of the sub-regions came first from the same generator.
        var draws = new Mt19937(TitanCase.Json(name, "expected.json").GetProperty("numpy_global_seed").GetUInt32());
        for (int b = 0; b < 100; b++) draws.Choice(table.RowCount, table.RowCount);
        ItedResult result = ItedAnalyzer.Analyze(table, new ItedOptions { Mode = AnalysisMode.Reference, BootstrapReplicates = replicates }, name, draws, ComputeOptions.SingleThread, null, default);

        Dictionary<string, ItedFeature> byName = result.Features.ToDictionary(f => f.Name);
        int equal = 0;
        for (int f = 0; f < expected.RowCount; f++)
        {
            ItedFeature actual = byName[expected[f, "feature"]];
            (double lower, double upper) = (expected.Number(f, "CI_lower"), expected.Number(f, "CI_upper"));
            if (Math.Abs(actual.Lower - lower) <= 1e-6 * Math.Abs(lower) && Math.Abs(actual.Upper - upper) <= 1e-6 * Math.Abs(upper)) equal++;

        }

        Assert.True(equal >= 0.9 * expected.RowCount, $"{equal} of {expected.RowCount} intervals agree");
    }

    [Fact]
    public void Three_groups_by_hand()
    {
        ItedFeature reference = One(ThreeGroups, new ItedOptions { Mode = AnalysisMode.Reference, BootstrapReplicates = 0 });
        Assert.Equal(3, reference.Components);
        Close.To(3.299831646, reference.Value, 1e-8);
        ItedFeature sound = One(ThreeGroups, new ItedOptions { BootstrapReplicates = 0 });
        Assert.Equal(3, sound.Components);
        Close.To(3.2998, sound.Value, 1e-3);
        Close.To(sound.Value / Deviation(ThreeGroups), sound.Scaled, 1e-9);
        double[] means = [1.05, 4.05, 9.05], weights = [0.35, 0.35, 0.3];
        double mean = means.Zip(weights, (m, w) => m * w).Sum();
        Close.To(Math.Sqrt(means.Zip(weights, (m, w) => w * (m - mean) * (m - mean)).Sum()), sound.Weighted, 1e-3);
    }

    [Fact]
    public void One_far_value_makes_a_component_of_its_own_in_reference_mode_only()
    {
        double[] squares = [.. Enumerable.Range(1, 10).Select(i => (double)(i * i))];
        ItedFeature reference = One(squares, new ItedOptions { Mode = AnalysisMode.Reference, BootstrapReplicates = 0 });
        Assert.Equal(3, reference.Components);
        Close.To(38.0753, reference.Value, 1e-5);
        Assert.True(One(squares, new ItedOptions { BootstrapReplicates = 0 }).Components < 3);
    }

    [Fact]
    public void Sound_values_scale_with_the_feature()
    {
        double[] tiny = [.. ThreeGroups.Select(v => v * 1e-5)];
        ItedFeature plain = One(ThreeGroups, new ItedOptions { BootstrapReplicates = 0 });
        ItedFeature scaled = One(tiny, new ItedOptions { BootstrapReplicates = 0 });
        Assert.Equal(plain.Components, scaled.Components);
        Close.To(plain.Value * 1e-5, scaled.Value, 1e-6);
        Assert.Equal(0, One(tiny, new ItedOptions { Mode = AnalysisMode.Reference, BootstrapReplicates = 0 }).Value);
    }

    [Fact]
    public void Intervals_that_were_not_computed_are_NaN_with_a_reason()
    {
        ItedFeature few = One([1, 2, 3, 4, 5, 6], new ItedOptions());
        Assert.True(double.IsNaN(few.Lower) && double.IsNaN(few.Width));
        Assert.Equal("ITED_INTERVAL_TOO_FEW_VALUES", few.IntervalReason!.Code);
        ItedFeature none = One(ThreeGroups, new ItedOptions { BootstrapReplicates = 0 });
        Assert.True(double.IsNaN(none.Lower) && none.IntervalReason is null);
        ItedFeature some = One(ThreeGroups, new ItedOptions { BootstrapReplicates = 100 });
        Assert.InRange(some.Value, some.Lower, some.Upper);
    }

    [Fact]
    public void Missing_values_are_left_out_and_counted()
    {
        ItedFeature feature = One([.. ThreeGroups, double.NaN, double.NaN], new ItedOptions { BootstrapReplicates = 50 });
        Assert.Equal(20, feature.Count);
        Assert.Equal(3, feature.Components);
        Assert.True(feature.Width > 0);
        ItedFeature lone = One([1, double.NaN, double.NaN], new ItedOptions());
        Assert.Equal("ITED_TOO_FEW_VALUES", lone.Reason!.Code);
        Assert.True(double.IsNaN(lone.Value));
    }

    [Fact]
    public void A_constant_feature_has_no_diversity()
    {
        ItedFeature constant = One([.. Enumerable.Repeat(7.1, 30)], new ItedOptions { BootstrapReplicates = 20 });
        Assert.Equal((0, 1, 0, 0), (constant.Value, constant.Components, constant.Lower, constant.Upper));
    }

    private static ItedFeature One(double[] values, ItedOptions options) =>
        ItedAnalyzer.Analyze(new SubregionTable([.. Enumerable.Range(1, values.Length)], [.. Enumerable.Repeat(20, values.Length)], [new FeatureColumn("f", values)]), options).Features[0];

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
