using Thca.Core.Outcomes;

namespace Thca.Segmentation.Assessment;

/// <summary>
/// Everything that is measured on two masks of one case: before and after editing, or prediction and truth. Values that are undefined are NaN and
/// have an entry in <see cref="Reasons"/>.
/// </summary>
public sealed record MaskPairMetrics
{
    /// <summary>Voxels in both masks.</summary>
    public required long TruePositives { get; init; }

    /// <summary>Voxels in the first mask only.</summary>
    public required long FalsePositives { get; init; }

    /// <summary>Voxels in the second mask only.</summary>
    public required long FalseNegatives { get; init; }

    /// <summary>Voxels of the grid in neither mask.</summary>
    public required long TrueNegatives { get; init; }

    /// <summary>Volume of one voxel, mm³.</summary>
    public required double VoxelVolume { get; init; }

    /// <summary>2|A∩B|/(|A|+|B|); 1 (or NaN, by option) when both are empty.</summary>
    public required double Dice { get; init; }

    /// <summary>|A∩B|/|A∪B|; 1 (or NaN, by option) when both are empty.</summary>
    public required double Jaccard { get; init; }

    /// <summary>|A∩B|/|A|; NaN when A is empty.</summary>
    public double Precision => (double)TruePositives / (TruePositives + FalsePositives);

    /// <summary>|A∩B|/|B|; NaN when B is empty.</summary>
    public double Sensitivity => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>Volume of the first mask, mm³.</summary>
    public double VolumeBefore => (TruePositives + FalsePositives) * VoxelVolume;

    /// <summary>Volume of the second mask, mm³.</summary>
    public double VolumeAfter => (TruePositives + FalseNegatives) * VoxelVolume;

    /// <summary>Change of volume, mm³.</summary>
    public double Change => (FalseNegatives - FalsePositives) * VoxelVolume;

    /// <summary>Change of volume in percent of the first; NaN when the first mask is empty.</summary>
    public double ChangePercent => VolumeBefore > 0 ? 100 * Change / VolumeBefore : double.NaN;

    /// <summary>Volume in the second mask only, mm³.</summary>
    public double Added => FalseNegatives * VoxelVolume;

    /// <summary>Volume in the first mask only, mm³.</summary>
    public double Removed => FalsePositives * VoxelVolume;

    /// <summary>(added + removed) / volume of the union; 0 when both are empty.</summary>
    public double EditedFraction => Identical ? 0 : (double)(FalsePositives + FalseNegatives) / (TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Whether the masks are equal.</summary>
    public bool Identical => FalsePositives + FalseNegatives == 0;

    /// <summary>Hausdorff distance, mm; NaN when a mask is empty.</summary>
    public required double Hausdorff { get; init; }

    /// <summary>The larger of the directed 95th percentiles of the surface distances, mm; NaN when a mask is empty.</summary>
    public required double Hausdorff95 { get; init; }

    /// <summary>Average symmetric surface distance, mm; NaN when a mask is empty.</summary>
    public required double AverageSurfaceDistance { get; init; }

    /// <summary>Surface Dice by tolerance, in the order of the options; NaN when both masks are empty, 0 when one is.</summary>
    public required IReadOnlyList<(double ToleranceMm, double Value)> SurfaceDice { get; init; }

    /// <summary>Distance of the centroids, mm; NaN when a mask is empty.</summary>
    public required double CentroidShift { get; init; }

    /// <summary>Components, or null when they were not asked for.</summary>
    public required ComponentChanges? Components { get; init; }

    /// <summary>Extent and edits slice by slice.</summary>
    public required SliceExtent Slices { get; init; }

    /// <summary>Category of editing.</summary>
    public required EditCategory Category { get; init; }

    /// <summary>Whether Dice reaches the acceptable value; null when Dice is NaN.</summary>
    public required bool? Acceptable { get; init; }

    /// <summary>Whether Dice reaches the excellent value; null when Dice is NaN.</summary>
    public required bool? Excellent { get; init; }

    /// <summary>Whether the volume changed by no more than the allowed percentage; null when the first mask alone is empty.</summary>
    public required bool? VolumeStable { get; init; }

    /// <summary>Why values are undefined, by column name as in <c>cases.csv</c>.</summary>
    public required IReadOnlyDictionary<string, Problem> Reasons { get; init; }
}
