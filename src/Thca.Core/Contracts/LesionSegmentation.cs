using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>A segmented CT.</summary>
/// <param name="Labels">Labels on the grid of the image.</param>
/// <param name="LesionLabel">The lesion's label, or null where the method knows none.</param>
/// <param name="ThyroidLabels">Labels that make up the thyroid, the lesion in it included.</param>
/// <param name="Flags">Codes of what a person should look at; empty when nothing stands out.</param>
public sealed record LesionSegmentation(LabelMap Labels, int? LesionLabel, IReadOnlyList<int> ThyroidLabels, IReadOnlyList<string> Flags)
{
    /// <summary>How far several networks disagree on the lesion: 1 - mean pairwise Dice of their lesions, 0 when all agree; NaN where there was a single one.</summary>
    /// <value>NaN.</value>
    public double Uncertainty { get; init; } = double.NaN;

    /// <summary>Volume of a label, mm³; 0 where it does not occur.</summary>
    public double Volume(int label)
    {
        int count = 0;
        foreach (int value in Labels.Labels) count += value == label ? 1 : 0;
        return count * Labels.Geometry.Spacing.VoxelVolume;
    }

    /// <summary>The lesion; may be empty.</summary>
    public Mask Lesion() => Region(LesionLabel is { } label ? [label] : []);

    /// <summary>The thyroid with the lesion; may be empty.</summary>
    public Mask Thyroid() => Region(ThyroidLabels);

    private Mask Region(IReadOnlyList<int> labels)
    {
        ReadOnlySpan<int> values = Labels.Labels;
        var voxels = new byte[values.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = labels.Contains(values[i]) ? (byte)1 : (byte)0;
        return new Mask(Labels.Geometry, voxels);
    }
}
