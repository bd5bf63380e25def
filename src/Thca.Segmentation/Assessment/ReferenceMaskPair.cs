using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>The original's arithmetic for one pair: every non-zero voxel counts, whatever its label. Kept to explain earlier numbers.</summary>
public sealed record ReferenceMaskPair
{
    /// <summary>2|A∩B|/(|A|+|B|); 1 when both are empty.</summary>
    public required double Dice { get; init; }

    /// <summary>|A∩B|/|A∪B|; 1 when both are empty.</summary>
    public required double Jaccard { get; init; }

    /// <summary>Voxels of A times the spacing of A, mm³.</summary>
    public required double VolumeBefore { get; init; }

    /// <summary>Voxels of B times the spacing of A, mm³.</summary>
    public required double VolumeAfter { get; init; }

    /// <summary>B - A, mm³.</summary>
    public double Change => VolumeAfter - VolumeBefore;

    /// <summary>(B - A)/A in percent; NaN when A is empty.</summary>
    public double ChangePercent => VolumeBefore == 0 ? double.NaN : Change / VolumeBefore * 100;

    /// <summary>Whether the label maps differ anywhere, labels included.</summary>
    public required bool Modified { get; init; }

    /// <summary>The original's words in English: identical no change; Dice above 0.9 fine tuning; above 0.7 moderate; else major.</summary>
    public string Category => !Modified ? "no change" : Dice > 0.9 ? "fine tuning" : Dice > 0.7 ? "moderate" : "major";

    /// <summary>Dice at least 0.9.</summary>
    public bool Acceptable => Dice >= 0.9;

    /// <summary>Compares two label maps of equal size.</summary>
    /// <param name="before">Map before editing.</param>
    /// <param name="after">Map after editing.</param>
    /// <exception cref="ArgumentException">The sizes differ; the original would stretch one map over the other or drop the case.</exception>
    public static ReferenceMaskPair Of(LabelMap before, LabelMap after)
    {
        if (before.Size != after.Size) throw new ArgumentException($"Maps of {before.Size} and {after.Size} voxels cannot be compared.", nameof(after));
        ReadOnlySpan<int> a = before.Labels, b = after.Labels;
        long both = 0, first = 0, second = 0;
        bool modified = false;
        for (int i = 0; i < a.Length; i++)
        {
            modified |= a[i] != b[i];
            if (a[i] != 0) first++;
            if (b[i] != 0) second++;
            if (a[i] != 0 && b[i] != 0) both++;
        }

        double voxel = before.Geometry.Spacing.VoxelVolume;
        bool empty = first + second == 0;
        return new ReferenceMaskPair
        {
            Dice = empty ? 1 : 2.0 * both / (first + second),
            Jaccard = empty ? 1 : (double)both / (first + second - both),
            VolumeBefore = first * voxel,
            VolumeAfter = second * voxel,
            Modified = modified,
        };
    }
}
