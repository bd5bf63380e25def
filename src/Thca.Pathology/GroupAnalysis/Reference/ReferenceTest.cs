using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>One test as the original made it: unadjusted, the effect without sign.</summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="HighMean">Mean in the high-risk group.</param>
/// <param name="HighStd">Standard deviation there, divisor n.</param>
/// <param name="LowMean">Mean in the low-risk group.</param>
/// <param name="LowStd">Standard deviation there, divisor n.</param>
/// <param name="P">Mann-Whitney p: exact for a small sample without ties, else asymptotic.</param>
/// <param name="Effect">|difference of means| over the root of the mean variance.</param>
public sealed record ReferenceTest(string Feature, double HighMean, double HighStd, double LowMean, double LowStd, double P, double Effect)
{
    internal static ReferenceTest Of(string feature, double[] high, double[] low) => new(
        feature, Moments.Mean(high), Moments.StandardDeviation(high, 0), Moments.Mean(low), Moments.StandardDeviation(low, 0),
        MannWhitney.Test(high, low, MannWhitneyMethod.SciPyAuto).PValue, EffectOf(Moments.Mean(high) - Moments.Mean(low), high, low));

    internal static double EffectOf(double difference, double[] a, double[] b)
    {
        double scale = Math.Sqrt((Moments.Variance(a, 0) + Moments.Variance(b, 0)) / 2);
        return scale > 0 ? Math.Abs(difference) / scale : 0;
    }
}
