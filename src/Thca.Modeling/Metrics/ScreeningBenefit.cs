using Thca.Statistics.DecisionCurves;

namespace Thca.Modeling.Metrics;

/// <summary>Net benefit over the thresholds at which a screening model is used.</summary>
internal static class ScreeningBenefit
{
    private const int LowestPercent = 5;
    private const int HighestPercent = 30;

    /// <summary>Mean net benefit over the thresholds 0.05, 0.06, …, 0.30.</summary>
    public static double Mean(bool[] outcome, double[] probabilities) =>
        Enumerable.Range(LowestPercent, HighestPercent - LowestPercent + 1).Average(t => DecisionCurve.NetBenefit(outcome, probabilities, t / 100.0));
}
