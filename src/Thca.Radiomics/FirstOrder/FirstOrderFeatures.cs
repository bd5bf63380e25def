using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.FirstOrder;

/// <summary>Names and formulas of the first-order features; v are the region's intensities, μ their mean.</summary>
internal static class FirstOrderFeatures
{
    private const string Intensity = "{intensity}";

    public static FeatureDefinition<FirstOrderStatistics>[] Definitions { get; } = new FeatureDefinitions<FirstOrderStatistics>("firstorder")
        .Add("10Percentile", Intensity, "QG58", "P10 by linear interpolation", s => s.Percentile10)
        .Add("90Percentile", Intensity, "8DWT", "P90 by linear interpolation", s => s.Percentile90)
        .Add("Energy", "{intensity}2", "N8CA", "Σ (v + c)², c = voxelArrayShift", s => s.Energy)
        .Add("Entropy", "bit", "TLU2", "−Σ pₖ log₂(pₖ + ε) over gray levels", s => s.Entropy)
        .Add("InterquartileRange", Intensity, "SALO", "P75 − P25", s => s.InterquartileRange)
        .Add("Kurtosis", "1", "IPH6", "m₄ / m₂² (3 for a normal distribution; IBSI subtracts 3)", s => s.Kurtosis)
        .Add("Maximum", Intensity, "84IY", "max v", s => s.Maximum)
        .Add("MeanAbsoluteDeviation", Intensity, "4FUA", "mean |v − μ|", s => s.MeanAbsoluteDeviation)
        .Add("Mean", Intensity, "Q4LE", "μ = mean v", s => s.Mean)
        .Add("Median", Intensity, "Y12H", "P50", s => s.Median)
        .Add("Minimum", Intensity, "1GSF", "min v", s => s.Minimum)
        .Add("Range", Intensity, "2OJQ", "max v − min v", s => s.Range)
        .Add("RobustMeanAbsoluteDeviation", Intensity, "1128", "mean |v − mean v| over P10 ≤ v ≤ P90", s => s.RobustMeanAbsoluteDeviation)
        .Add("RootMeanSquared", Intensity, "5ZWQ", "√(Energy / Np)", s => s.RootMeanSquared)
        .Add("Skewness", "1", "KE2A", "m₃ / m₂^1.5; 0 for a constant region", s => s.Skewness)
        .Add("TotalEnergy", "{intensity}2.mm3", null, "Energy × voxel volume", s => s.TotalEnergy)
        .Add("Uniformity", "1", "BJ5W", "Σ pₖ² over gray levels", s => s.Uniformity)
        .Add("Variance", "{intensity}2", "ECT3", "m₂ = mean (v − μ)²", s => s.Variance)
        .Add("StandardDeviation", Intensity, null, "√m₂", s => Math.Sqrt(s.Variance), deprecated: true)
        .ToArray();
}
