using Thca.Core.Randomness;
using Thca.Phantoms.Shapes;

namespace Thca.Phantoms.Ct;

/// <summary>
/// The inside of a lesion before noise: a gradient from core to rim, habitats (Voronoi cells of three kinds, more of them the more heterogeneous
/// the lesion) and a smooth texture. Every part has mean 0, so that heterogeneity leaves the lesion's contrast alone.
/// </summary>
internal sealed class LesionTexture
{
    private const double TextureCell = 3.5;
    private const double HabitatShare = 0.8;

    private LesionTexture(double[] deviation, int[] habitat, int[] kinds) => (Deviation, Habitat, Kinds) = (deviation, habitat, kinds);

    /// <summary>HU to add to the lesion's mean, one per voxel.</summary>
    public double[] Deviation { get; }

    /// <summary>Index of the voxel's habitat, from 0.</summary>
    public int[] Habitat { get; }

    /// <summary>Kind (0, 1 or 2) of each habitat.</summary>
    public int[] Kinds { get; }

    public static LesionTexture Create(ReadOnlySpan<LesionVoxel> voxels, Ellipsoid lesion, NeckCtOptions options, RandomStream random)
    {
        int cells = options.Heterogeneity == 0 ? 1 : 2 + (int)Math.Round(10 * options.Heterogeneity);
        int[] kinds = Kind(cells, random);
        (double X, double Y, double Z)[] seeds = [.. Enumerable.Range(0, cells).Select(_ => PointInside(lesion, random))];
        var field = new LatticeNoise(lesion.Bounds, TextureCell, random);
        int n = voxels.Length;
        var habitat = new int[n];
        double[] level = new double[n], texture = new double[n], radial = new double[n];
        for (int i = 0; i < n; i++)
        {
            LesionVoxel v = voxels[i];
            habitat[i] = Nearest(seeds, v);
            level[i] = kinds[habitat[i]] - 1;
            texture[i] = field.At(v.X, v.Y, v.Z);
            radial[i] = lesion.SquaredRadius(v.X, v.Y, v.Z);
        }

        Standardise(level);
        Standardise(texture);
        Standardise(radial);
        double[] structure = Combine(level, HabitatShare, texture, Math.Sqrt(1 - HabitatShare * HabitatShare));
        Standardise(structure);
        return new LesionTexture(Combine(structure, options.HeterogeneityAmplitude * options.Heterogeneity, radial, options.CoreGradient), habitat, kinds);
    }

    /// <summary>The three kinds in equal shares, in random order.</summary>
    private static int[] Kind(int cells, RandomStream random)
    {
        if (cells == 1) return [1];
        int[] kinds = [.. Enumerable.Range(0, cells).Select(i => i % 3)];
        random.Shuffle(kinds.AsSpan());
        return kinds;
    }

    private static (double X, double Y, double Z) PointInside(Ellipsoid e, RandomStream random)
    {
        while (true)
        {
            double u = 2 * random.NextDouble() - 1, v = 2 * random.NextDouble() - 1, w = 2 * random.NextDouble() - 1;
            if (u * u + v * v + w * w <= 1) return (e.X + u * e.RadiusX, e.Y + v * e.RadiusY, e.Z + w * e.RadiusZ);
        }
    }

    private static int Nearest((double X, double Y, double Z)[] seeds, LesionVoxel v)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int s = 0; s < seeds.Length; s++)
        {
            double dx = seeds[s].X - v.X, dy = seeds[s].Y - v.Y, dz = seeds[s].Z - v.Z, d = dx * dx + dy * dy + dz * dz;
            if (d < least) (best, least) = (s, d);
        }

        return best;
    }

    /// <summary>Mean 0, standard deviation 1; a constant becomes 0.</summary>
    private static void Standardise(double[] values)
    {
        double mean = values.Average();
        double sd = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
        for (int i = 0; i < values.Length; i++) values[i] = sd < 1e-9 ? 0 : (values[i] - mean) / sd;
    }

    private static double[] Combine(double[] a, double weightA, double[] b, double weightB)
    {
        var result = new double[a.Length];
        for (int i = 0; i < result.Length; i++) result[i] = weightA * a[i] + weightB * b[i];
        return result;
    }
}
