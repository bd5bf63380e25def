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
}
