using System.Globalization;

namespace Thca.Segmentation.Assessment;

/// <summary>The numeric columns of <c>cases.csv</c>, in order, and how each follows from the metrics.</summary>
internal static class EditColumns
{
    public const string Dice = "dice";
    public const string VolumeBefore = "volume_a_mm3";
    public const string VolumeAfter = "volume_b_mm3";
    public const string EditedFraction = "edited_fraction";

    /// <summary>Components and slices.</summary>
    private static readonly (string Name, Func<MaskPairMetrics, double> Value)[] Counts =
    [
        ("components_a", m => m.Components?.Before ?? double.NaN),
        ("components_b", m => m.Components?.After ?? double.NaN),
        ("components_matched", m => m.Components?.Matched ?? double.NaN),
        ("components_added", m => m.Components?.Added ?? double.NaN),
        ("components_removed", m => m.Components?.Removed ?? double.NaN),
        ("slices_a", m => m.Slices.Before),
        ("slices_b", m => m.Slices.After),
        ("slices_edited", m => m.Slices.Edited),
        ("lowest_slice_dice", m => m.Slices.LowestDice),
        ("superior_shift_mm", m => m.Slices.SuperiorShiftMm),
        ("inferior_shift_mm", m => m.Slices.InferiorShiftMm),
    ];

    /// <summary>Column of the surface Dice at a tolerance, e.g. <c>nsd_1mm</c>.</summary>
    public static string SurfaceDice(double toleranceMm) => string.Create(CultureInfo.InvariantCulture, $"nsd_{toleranceMm}mm");

    /// <summary>All columns.</summary>
    public static IReadOnlyList<(string Name, Func<MaskPairMetrics, double> Value)> All(MaskPairOptions options) =>
    [
        (Dice, m => m.Dice),
        ("jaccard", m => m.Jaccard),
        ("precision", m => m.Precision),
        ("sensitivity", m => m.Sensitivity),
        (VolumeBefore, m => m.VolumeBefore),
        (VolumeAfter, m => m.VolumeAfter),
        ("change_mm3", m => m.Change),
        ("change_percent", m => m.ChangePercent),
        ("added_mm3", m => m.Added),
        ("removed_mm3", m => m.Removed),
        (EditedFraction, m => m.EditedFraction),
        ("hd_mm", m => m.Hausdorff),
        ("hd95_mm", m => m.Hausdorff95),
        ("assd_mm", m => m.AverageSurfaceDistance),
        .. options.TolerancesMm.Select((t, i) => (SurfaceDice(t), (Func<MaskPairMetrics, double>)(m => i < m.SurfaceDice.Count ? m.SurfaceDice[i].Value : double.NaN))),
        ("centroid_shift_mm", m => m.CentroidShift),
        .. Counts,
    ];
}
