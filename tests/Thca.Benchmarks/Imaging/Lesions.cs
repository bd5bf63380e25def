using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Benchmarks.Imaging;

/// <summary>Regions that benchmarks share.</summary>
internal static class Lesions
{
    /// <summary>An ellipsoid with a bumpy surface, about 124,000 voxels in 256 x 256 x 64 of 0.8 x 0.8 x 2 mm.</summary>
    public static Mask Large()
    {
        var geometry = new ImageGeometry(new GridSize(256, 256, 64), new Spacing(0.8, 0.8, 2));
        var voxels = new byte[geometry.Size.Count];
        for (int i = 0; i < voxels.Length; i++)
        {
            VoxelIndex v = geometry.Size.IndexOf(i);
            double x = (v.X - 128) / 38.0, y = (v.Y - 120) / 36.0, z = (v.Z - 32) / 21.0;
            double r = Math.Sqrt(x * x + y * y + z * z);
            double bump = 1 + 0.05 * Math.Sin(7 * Math.Atan2(y, x)) + 0.04 * Math.Cos(9 * z);
            voxels[i] = r <= bump ? (byte)1 : (byte)0;
        }

        return new Mask(geometry, voxels);
    }
}
