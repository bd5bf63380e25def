using Thca.Core.Geometry;

namespace Thca.Heterogeneity.Supervoxels;

/// <summary>
/// The boxes of voxels that scikit-image lets its clusters reach: two steps of a regular grid to each side of the centre, cut at the
/// volume.
/// </summary>
internal sealed class SearchWindows(GridSize size, int count)
{
    private readonly (int Z, int Y, int X) _steps = Steps(size, count);

    /// <summary>Steps along z, y, x of a regular grid of about <paramref name="count"/> points (short axes are used up first).</summary>
    public static (int Z, int Y, int X) Steps(GridSize size, int count)
    {
        double[] sizes = [size.Z, size.Y, size.X];
        int[] order = [.. Enumerable.Range(0, 3).OrderBy(a => sizes[a])];
        double s1 = sizes[order[0]], s2 = sizes[order[1]], s3 = sizes[order[2]];
        if (s1 * s2 * s3 <= count) return (1, 1, 1);
        double t = Math.Pow(s1 * s2 * s3 / count, 1.0 / 3);
        double[] steps = [t, t, t];
        if (s1 < t)
        {
            steps[0] = s1;
            steps[1] = steps[2] = Math.Sqrt(s2 * s3 / count);
            if (s2 < steps[1]) (steps[1], steps[2]) = (s2, s3 / count);
        }

        var result = new int[3];
        for (int a = 0; a < 3; a++) result[order[a]] = (int)Math.Round(steps[a], MidpointRounding.ToEven);
        return (result[0], result[1], result[2]);
    }

    /// <summary>The window of every centre.</summary>
    public SearchWindow[] Of(Centroids centroids)
    {
        var windows = new SearchWindow[centroids.Count];
        for (int k = 0; k < windows.Length; k++)
        {
            (double z0, double z1) = Range(centroids.Z[k], _steps.Z, size.Z);
            (double y0, double y1) = Range(centroids.Y[k], _steps.Y, size.Y);
            (double x0, double x1) = Range(centroids.X[k], _steps.X, size.X);
            windows[k] = new SearchWindow(z0, z1, y0, y1, x0, x1);
        }

        return windows;
    }

    private static (double First, double Beyond) Range(double centre, int step, int size) =>
        (Math.Truncate(Math.Max(centre - 2 * step, 0)), Math.Truncate(Math.Min(centre + 2 * step + 1, size)));
}
