using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;

namespace Thca.Heterogeneity.Expansion;

/// <summary>Grows a tumour mask by a distance in millimetres, optionally within the thyroid.</summary>
public static class MaskExpansion
{
    private const int MostRounds = 10;

    /// <summary>All voxels whose centre lies within a distance of the tumour, limited to the thyroid united with the tumour.</summary>
    /// <param name="tumour">The original tumour; always part of the result.</param>
    /// <param name="distanceMm">Euclidean distance between voxel centres, mm.</param>
    /// <param name="thyroid">Where to grow, or null for everywhere.</param>
    /// <returns>Only components that touch the tumour.</returns>
    /// <exception cref="GeometryMismatchException">Tumour and thyroid lie on different grids.</exception>
    public static ExpandedMask WithinMillimetres(Mask tumour, double distanceMm, Mask? thyroid = null)
    {
        EnsureGrid(tumour, thyroid);
        byte[] grown = BinaryMorphology.Dilate(tumour, distanceMm).Voxels.ToArray();
        for (int i = 0; i < grown.Length; i++)
        {
            if (thyroid is not null && thyroid.Voxels[i] == 0 && tumour.Voxels[i] == 0) grown[i] = 0;
        }

        Mask kept = TouchingTumour(new Mask(tumour.Geometry, grown), tumour);
        return Describe(kept, tumour, thyroid is null ? "millimetres" : "millimetres_constrained");
    }

    /// <summary>
    /// The original's unconstrained growth: dilation with an ellipsoid of ⌈distance / spacing⌉ voxels (plus one half) per axis, the radius of x
    /// taken along z and that of z along x.
    /// </summary>
    public static ExpandedMask ReferenceIsotropic(Mask mask, double distanceMm)
    {
        (int rz, int ry, int rx) = Radii(mask.Geometry.Spacing, distanceMm);
        byte[] grown = Dilate(mask, Ball(rx, ry, rz, (x, y, z) => Square(x / (rx + 0.5)) + Square(y / (ry + 0.5)) + Square(z / (rz + 0.5)) <= 1));
        return Describe(new Mask(mask.Geometry, grown), mask, "isotropic");
    }

    /// <summary>
    /// The original's growth within the thyroid: in up to ten rounds one voxel to both sides along z, y and x in turn, cut by the thyroid each
    /// time; the budgets ⌈distance / spacing⌉ of x, y, z are spent on z, y, x. Only the largest component is kept.
    /// </summary>
    /// <exception cref="GeometryMismatchException">Mask and thyroid lie on different grids.</exception>
    /// <exception cref="EmptyMaskException">Nothing of the mask lies in the thyroid.</exception>
    public static ExpandedMask ReferenceConstrained(Mask mask, double distanceMm, Mask thyroid)
    {
        EnsureGrid(mask, thyroid);
        (int bx, int by, int bz) = Radii(mask.Geometry.Spacing, distanceMm);
        int[] budgets = [bx, by, bz], spent = [0, 0, 0];
        (int X, int Y, int Z)[] axes = [(0, 0, 1), (0, 1, 0), (1, 0, 0)];
        byte[] current = mask.Voxels.ToArray();
        for (int round = 0; round < MostRounds; round++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                if (spent[axis] >= budgets[axis]) continue;
                (int x, int y, int z) = axes[axis];
                current = Dilate(new Mask(mask.Geometry, current), [(x, y, z), (0, 0, 0), (-x, -y, -z)]);
                for (int i = 0; i < current.Length; i++) current[i] &= thyroid.Voxels[i] != 0 ? (byte)1 : (byte)0;
                spent[axis]++;
            }
        }

        Mask largest = ConnectedComponents.KeepLargest(new Mask(mask.Geometry, current), Connectivity.Face6);
        return Describe(largest, mask, "smart_constrained");
    }

    private static void EnsureGrid(Mask mask, Mask? other)
    {
        if (other is not null && mask.Size != other.Size) throw new GeometryMismatchException(mask.Geometry, other.Geometry);
    }

    private static (int X, int Y, int Z) Radii(Spacing s, double distanceMm) =>
        ((int)Math.Ceiling(distanceMm / s.X), (int)Math.Ceiling(distanceMm / s.Y), (int)Math.Ceiling(distanceMm / s.Z));

    private static List<(int X, int Y, int Z)> Ball(int rx, int ry, int rz, Func<int, int, int, bool> inside)
    {
        List<(int, int, int)> offsets = [];
        for (int z = -rz; z <= rz; z++)
        {
            for (int y = -ry; y <= ry; y++)
            {
                for (int x = -rx; x <= rx; x++)
                {
                    if (inside(x, y, z)) offsets.Add((x, y, z));
                }
            }
        }

        return offsets;
    }

    private static byte[] Dilate(Mask mask, IReadOnlyList<(int X, int Y, int Z)> offsets)
    {
        GridSize size = mask.Size;
        byte[] result = mask.Voxels.ToArray();
        for (int i = 0; i < result.Length; i++)
        {
            if (mask.Voxels[i] == 0 || IsInner(mask, size.IndexOf(i))) continue;
            VoxelIndex at = size.IndexOf(i);
            foreach ((int x, int y, int z) in offsets)
            {
                if (size.Contains(at.X + x, at.Y + y, at.Z + z)) result[size.Offset(at.X + x, at.Y + y, at.Z + z)] = 1;
            }
        }

        return result;
    }

    // A voxel whose six neighbours belong to the mask adds nothing that these do not add.
    private static bool IsInner(Mask mask, VoxelIndex at)
    {
        GridSize size = mask.Size;
        return at.X > 0 && at.Y > 0 && at.Z > 0 && at.X < size.X - 1 && at.Y < size.Y - 1 && at.Z < size.Z - 1
            && mask[at.X - 1, at.Y, at.Z] && mask[at.X + 1, at.Y, at.Z] && mask[at.X, at.Y - 1, at.Z]
            && mask[at.X, at.Y + 1, at.Z] && mask[at.X, at.Y, at.Z - 1] && mask[at.X, at.Y, at.Z + 1];
    }

    private static Mask TouchingTumour(Mask grown, Mask tumour)
    {
        ComponentLabels components = ConnectedComponents.Label(grown, Connectivity.Face6);
        var touching = new HashSet<int>();
        for (int i = 0; i < tumour.Voxels.Length; i++)
        {
            if (tumour.Voxels[i] != 0) touching.Add(components.Labels.Labels[i]);
        }

        return new Mask(grown.Geometry, Array.ConvertAll(components.Labels.Labels.ToArray(), c => touching.Contains(c) ? (byte)1 : (byte)0));
    }

    private static ExpandedMask Describe(Mask expanded, Mask original, string method)
    {
        int after = expanded.Count(), outside = 0;
        for (int i = 0; i < expanded.Voxels.Length; i++) outside += expanded.Voxels[i] != 0 && original.Voxels[i] == 0 ? 1 : 0;
        return new ExpandedMask(expanded, method, original.Count(), after, after == 0 ? 0 : (double)outside / after);
    }

    private static double Square(double value) => value * value;
}
