using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>The voxels of a mask in raster order: position in memory and integer index along z, y, x.</summary>
internal sealed class MaskPoints
{
    private MaskPoints(int[] offsets, int[] z, int[] y, int[] x) => (Offsets, Z, Y, X) = (offsets, z, y, x);

    public int[] Offsets { get; }

    public int[] Z { get; }

    public int[] Y { get; }

    public int[] X { get; }

    public int Count => Offsets.Length;

    public static MaskPoints Of(Mask mask, VoxelRegion box)
    {
        ReadOnlySpan<byte> voxels = mask.Voxels;
        List<int> offsets = [], zs = [], ys = [], xs = [];
        for (int z = box.Start.Z; z < box.Start.Z + box.Size.Z; z++)
        {
            for (int y = box.Start.Y; y < box.Start.Y + box.Size.Y; y++)
            {
                int row = mask.Size.Offset(0, y, z);
                for (int x = box.Start.X; x < box.Start.X + box.Size.X; x++)
                {
                    if (voxels[row + x] == 0) continue;
                    offsets.Add(row + x);
                    zs.Add(z);
                    ys.Add(y);
                    xs.Add(x);
                }
            }
        }

        return new MaskPoints([.. offsets], [.. zs], [.. ys], [.. xs]);
    }

    public MaskPoints RelativeTo(VoxelIndex origin) => origin == default
        ? this
        : new MaskPoints(Offsets, Array.ConvertAll(Z, v => v - origin.Z), Array.ConvertAll(Y, v => v - origin.Y), Array.ConvertAll(X, v => v - origin.X));

    public MaskPoints Select(int[] indices) => new(
        Array.ConvertAll(indices, i => Offsets[i]), Array.ConvertAll(indices, i => Z[i]), Array.ConvertAll(indices, i => Y[i]), Array.ConvertAll(indices, i => X[i]));
}
