using Thca.Core.Contracts;

namespace Thca.Pipelines.Segmentation;

/// <summary>What is kept of a segmented CT when its label map is written: a map in memory is as large as the CT, and a run has many.</summary>
/// <param name="Volumes">Volume of every foreground label, mm³; 0 where it does not occur.</param>
/// <param name="LesionLabel">The lesion's label, or null where the model knows none.</param>
/// <param name="Flags">Codes of what a person should look at.</param>
/// <param name="Uncertainty">1 - mean pairwise Dice of the folds' lesions; NaN for a single fold or without a lesion label.</param>
public sealed record SegmentationSummary(IReadOnlyDictionary<int, double> Volumes, int? LesionLabel, IReadOnlyList<string> Flags, double Uncertainty)
{
    /// <summary>Volume of the lesion, mm³; NaN where the model knows none.</summary>
    public double LesionVolume => LesionLabel is { } label ? Volumes[label] : double.NaN;

    internal static SegmentationSummary Of(LesionSegmentation result, IReadOnlyList<int> foreground) =>
        new(foreground.ToDictionary(l => l, result.Volume), result.LesionLabel, result.Flags, result.Uncertainty);
}
