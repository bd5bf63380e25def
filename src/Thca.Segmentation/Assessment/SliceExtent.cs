using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Assessment;

/// <summary>In which transverse slices two masks lie and differ. Slices run along the grid axis closest to the patient's long axis.</summary>
public sealed record SliceExtent
{
    /// <summary>The slices from the first to the last that either mask reaches, by index; empty when both masks are.</summary>
    public required IReadOnlyList<SliceEdit> Slices { get; init; }

    /// <summary>Slices that the first mask reaches.</summary>
    public int Before => Slices.Count(s => s.AreaBefore > 0);

    /// <summary>Slices that the second mask reaches.</summary>
    public int After => Slices.Count(s => s.AreaAfter > 0);

    /// <summary>Slices in which the masks differ.</summary>
    public int Edited => Slices.Count(s => s.Added + s.Removed > 0);

    /// <summary>How far the second mask reaches beyond the first at the superior end, mm; negative where it ends earlier; NaN when a mask is empty.</summary>
    public required double SuperiorShiftMm { get; init; }

    /// <summary>How far the second mask reaches beyond the first at the inferior end, mm.</summary>
    public required double InferiorShiftMm { get; init; }

    /// <summary>Lowest Dice of all slices that either mask reaches; NaN when both masks are empty.</summary>
    public double LowestDice => Slices.Select(s => s.Dice).Where(d => !double.IsNaN(d)).DefaultIfEmpty(double.NaN).Min();

    /// <summary>Compares two masks that are cropped to one box.</summary>
    /// <param name="before">First mask.</param>
    /// <param name="after">Second mask.</param>
    /// <param name="start">Position of the box in its grid.</param>
    internal static SliceExtent Between(Mask before, Mask after, VoxelIndex start)
    {
        GridSize size = before.Size;
        Spacing spacing = before.Geometry.Spacing;
        DirectionCosines d = before.Geometry.Direction;
        int axis = Math.Abs(d.M22) >= Math.Max(Math.Abs(d.M20), Math.Abs(d.M21)) ? 2 : Math.Abs(d.M21) >= Math.Abs(d.M20) ? 1 : 0;
        (int count, int first, double step, double rises) = axis switch
        {
            0 => (size.X, start.X, spacing.X, d.M20),
            1 => (size.Y, start.Y, spacing.Y, d.M21),
            _ => (size.Z, start.Z, spacing.Z, d.M22),
        };
        var voxels = new (int Both, int OnlyBefore, int OnlyAfter)[count];
        ReadOnlySpan<byte> a = before.Voxels, b = after.Voxels;
        for (int z = 0, i = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                for (int x = 0; x < size.X; x++, i++)
                {
                    if ((a[i] | b[i]) == 0) continue;
                    ref (int Both, int OnlyBefore, int OnlyAfter) slice = ref voxels[axis == 2 ? z : axis == 1 ? y : x];
                    if (a[i] == 0) slice.OnlyAfter++;
                    else if (b[i] == 0) slice.OnlyBefore++;
                    else slice.Both++;
                }
            }
        }

        double area = spacing.VoxelVolume / step;
        SliceEdit[] slices = [.. voxels.Select((v, i) => new SliceEdit(first + i, (v.Both + v.OnlyBefore) * area, (v.Both + v.OnlyAfter) * area, v.OnlyAfter * area, v.OnlyBefore * area))];
        (double high, double low) = Shifts(slices, step);
        return new SliceExtent { Slices = slices, SuperiorShiftMm = rises >= 0 ? high : low, InferiorShiftMm = rises >= 0 ? low : high };
    }

    /// <summary>Shifts at the end of high and at the end of low slice numbers.</summary>
    private static (double High, double Low) Shifts(SliceEdit[] slices, double step)
    {
        int firstBefore = Array.FindIndex(slices, s => s.AreaBefore > 0), firstAfter = Array.FindIndex(slices, s => s.AreaAfter > 0);
        if (firstBefore < 0 || firstAfter < 0) return (double.NaN, double.NaN);
        int lastBefore = Array.FindLastIndex(slices, s => s.AreaBefore > 0), lastAfter = Array.FindLastIndex(slices, s => s.AreaAfter > 0);
        return ((lastAfter - lastBefore) * step, (firstBefore - firstAfter) * step);
    }
}
