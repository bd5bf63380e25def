using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;

namespace Thca.Heterogeneity.Tests;

/// <summary>Small textured lesions in a noisy background.</summary>
internal static class SyntheticLesion
{
    /// <summary>An ellipsoid of about the wanted number of voxels (exact for up to 50), with smooth texture and noise.</summary>
    public static (Volume<float> Image, Mask Mask) Of(int voxels, Spacing? spacing = null, float? constant = null, int shift = 0)
    {
        var grid = new ImageGeometry(new GridSize(48, 48, 32), spacing ?? Spacing.Isotropic(1));
        var image = new Volume<float>(grid);
        var centre = new VoxelIndex(22 + shift, 24, 15);
        // Background noise is drawn first and moves with nothing; the lesion's texture moves with the lesion.
        RandomStream background = RandomSeed.Default.Stream("background");
        for (int i = 0; i < grid.Size.Count; i++) image.Voxels[i] = (float)Math.Round(-50 + 20 * background.NextNormal());
        int[] nearest = [.. Enumerable.Range(0, grid.Size.Count).OrderBy(i => Distance(grid.Size.IndexOf(i), centre)).ThenBy(i => i).Take(voxels)];
        Array.Sort(nearest);
        RandomStream texture = RandomSeed.Default.Stream("texture");
        var mask = new byte[grid.Size.Count];
        foreach (int i in nearest)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            double wave = 40 * Math.Sin((v.X - shift) / 2.5) + 25 * Math.Cos(v.Y / 3.0) + 15 * Math.Sin(v.Z / 2.0);
            image.Voxels[i] = constant ?? (float)Math.Round(100 + wave + 5 * texture.NextNormal());
            mask[i] = 1;
        }

        return (image, new Mask(grid, mask));
    }

    private static int Distance(VoxelIndex a, VoxelIndex b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y) + (a.Z - b.Z) * (a.Z - b.Z);
}
