using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Tests;

/// <summary>Small textured lesions made from a seed.</summary>
internal static class TestLesion
{
    public static readonly ImageGeometry Grid = new(new GridSize(17, 15, 12), new Spacing(0.8, 0.9, 2.5), new PhysicalPoint(-40, 12, 7), DirectionCosines.Identity);

    /// <summary>A lumpy ellipsoid with integer intensities around 60.</summary>
    public static (Volume<float> Image, Mask Mask) Create(ulong seed)
    {
        RandomStream random = new RandomSeed((long)seed).Stream("lesion");
        var values = new float[Grid.Size.Count];
        var mask = new byte[values.Length];
        double rx = 3 + 3 * random.NextDouble(), ry = 3 + 2 * random.NextDouble(), rz = 2 + 2 * random.NextDouble();
        for (int i = 0; i < values.Length; i++)
        {
            VoxelIndex v = Grid.Size.IndexOf(i);
            values[i] = (float)Math.Round(60 + 25 * Math.Sin(v.X * 0.8 + seed) * Math.Cos(v.Y * 0.6) + 10 * v.Z + 30 * random.NextDouble());
            double r = Math.Pow((v.X - 8) / rx, 2) + Math.Pow((v.Y - 7) / ry, 2) + Math.Pow((v.Z - 6) / rz, 2);
            if (r < 1 + 0.3 * random.NextDouble()) mask[i] = 1;
        }

        return (new Volume<float>(Grid, values, ComponentType.Int16), new Mask(Grid, mask));
    }

    /// <summary>The same box with voxels moved by a map of indices.</summary>
    public static (Volume<float> Image, Mask Mask) Rearrange((Volume<float> Image, Mask Mask) lesion, ImageGeometry grid, Func<VoxelIndex, VoxelIndex?> source)
    {
        var values = new float[grid.Size.Count];
        var mask = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (source(grid.Size.IndexOf(i)) is not { } from) continue;
            values[i] = lesion.Image[from];
            mask[i] = lesion.Mask[from.X, from.Y, from.Z] ? (byte)1 : (byte)0;
        }

        return (new Volume<float>(grid, values, lesion.Image.StoredType), new Mask(grid, mask));
    }
}
