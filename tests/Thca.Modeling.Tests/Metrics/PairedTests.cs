using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Testing;

namespace Thca.Modeling.Tests.Metrics;

public sealed class PairedTests
{
    private static PredictedCohort Model(double signal, long seed)
    {
        RandomStream random = new RandomSeed(seed).Stream("paired");
        bool[] y = [.. Enumerable.Range(0, 200).Select(i => i % 5 == 0)];
        return PredictedCohort.Single([.. y.Select((_, i) => $"{i}")], y, [.. y.Select(v => 1 / (1 + Math.Exp(1.5 - signal * (v ? 1 : 0) - random.NextNormal())))], 0.3);
    }

    [Fact]
    public void Better_model_wins_and_a_model_equals_itself()
    {
        PredictedCohort good = Model(3, 1), poor = Model(0, 2);
        PairedBootstrap bootstrap = PairedBootstrap.Draw([good, poor, good], 400, RandomSeed.Default, "t");
        PairedDifference ap = bootstrap.Compare(0, 1, "auc_pr"), brier = bootstrap.Compare(0, 1, "brier_score"), same = bootstrap.Compare(0, 2, "ppv");
        Assert.True(ap.Lower > 0 && ap.P < 0.01, $"{ap}");
        Assert.True(brier.Upper < 0 && brier.P < 0.01, $"{brier}");
        Assert.Equal((0, 0, 0, 1), (same.Difference, same.Lower, same.Upper, same.P));
        Assert.Equal(ap, PairedBootstrap.Draw([good, poor, good], 400, RandomSeed.Default, "t", ComputeOptions.SingleThread).Compare(0, 1, "auc_pr"));
    }

    [Fact]
    public void Predictive_value_of_a_model_that_calls_nobody_is_undefined()
    {
        PredictedCohort nobody = PredictedCohort.Single(["a", "b", "c", "d"], [true, true, false, false], [0.1, 0.1, 0.1, 0.1], 0.5);
        PairedDifference d = PairedBootstrap.Draw([nobody, nobody], 50, RandomSeed.Default, "t").Compare(0, 1, "ppv");
        Assert.True(double.IsNaN(d.Difference) && double.IsNaN(d.P));
    }

    [Fact]
    public void Corrected_resampled_t_by_hand()
    {
        // Mean 0.02, s² = 1e-4, five folds, ratio 1/4: t = 0.02 / sqrt((0.2 + 0.25) · 1e-4) with 4 degrees of freedom.
        double[] d = [0.02, 0.02 + Math.Sqrt(2e-4), 0.02 - Math.Sqrt(2e-4), 0.02, 0.02];
        PairedDifference test = NadeauBengio.Test(d, 0.25);
        Close.To(0.02, test.Difference, 1e-12);
        Close.To(2.776445105198, (test.Upper - test.Difference) / Math.Sqrt(0.45e-4), 1e-9);
        Close.To(0.0405, test.P, 0.0005, 0.0005);
        Assert.Equal(1, NadeauBengio.Test([0, 0, 0], 0.25).P);
        Assert.True(double.IsNaN(NadeauBengio.Test([0.1], 0.25).P));
    }
}
