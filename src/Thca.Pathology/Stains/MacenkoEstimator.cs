namespace Thca.Pathology.Stains;

/// <summary>Stain vectors by Macenko's method (5.3 of TIAToolbox's conventions): percentiles 1 and 99 of the angle in the plane of the two largest components.</summary>
internal static class MacenkoEstimator
{
    private const double SmallestRatio = 1e-9;

    /// <summary>Estimates the vectors.</summary>
    /// <param name="pixels">R, G, B of each pixel.</param>
    /// <param name="mask">1 for the pixels to use; empty for all.</param>
    /// <param name="density">Table of optical densities.</param>
    public static StainMatrix Estimate(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density)
    {
        (int count, double[] covariance) = Covariance(pixels, mask, density);
        if (count < 3) throw StainMatrix.Singular("it has no tissue");
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(covariance);
        if (!(values[0] > 1e-12 && values[1] > SmallestRatio * values[0])) throw StainMatrix.Singular("all its pixels have colours on one line");
        foreach (double[] vector in vectors)
            if (vector[0] < 0) (vector[0], vector[1], vector[2]) = (-vector[0], -vector[1], -vector[2]);
        double[] angles = Angles(pixels, mask, density, count, vectors[0], vectors[1]);
        double[] limits = HistogramPercentile.Of(angles, -2.0000001, 2.0000001, 1, 99);
        (double low, double high) = (ExactAngle(limits[0]), ExactAngle(limits[1]));
        double[] At(double phi) => [.. Enumerable.Range(0, 3).Select(c => vectors[0][c] * Math.Cos(phi) + vectors[1][c] * Math.Sin(phi))];
        return new StainMatrix(At(low), At(high));
    }

    private static (int Count, double[] Covariance) Covariance(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density)
    {
        double[] red = density.Red, green = density.Green, blue = density.Blue;
        int count = 0;
        double x = 0, y = 0, z = 0, xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0;
        for (int i = 0, p = 0; p < pixels.Length; i++, p += 3)
        {
            if (!mask.IsEmpty && mask[i] == 0) continue;
            double r = red[pixels[p]], g = green[pixels[p + 1]], b = blue[pixels[p + 2]];
            count++;
            x += r;
            y += g;
            z += b;
            xx += r * r;
            xy += r * g;
            xz += r * b;
            yy += g * g;
            yz += g * b;
            zz += b * b;
        }

        double n = count, f = 1 / Math.Max(1, n - 1);
        return (count, [(xx - x * x / n) * f, (xy - x * y / n) * f, (xz - x * z / n) * f, (yy - y * y / n) * f, (yz - y * z / n) * f, (zz - z * z / n) * f]);
    }

    /// <summary>
    /// A cheap monotone stand-in for the angle: the position on the diamond |u| + |v| = 1, from -2 to 2. Percentiles interpolate between two neighbouring
    /// values, between which stand-in and angle are proportional to far below the accuracy of the result.
    /// </summary>
    private static double[] Angles(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> mask, OpticalDensity density, int count, double[] first, double[] second)
    {
        var along = new ChannelTables(density, first[0], first[1], first[2]);
        var across = new ChannelTables(density, second[0], second[1], second[2]);
        var angles = new double[count];
        int n = 0;
        for (int i = 0, p = 0; p < pixels.Length; i++, p += 3)
        {
            if (!mask.IsEmpty && mask[i] == 0) continue;
            double u = along[pixels[p], pixels[p + 1], pixels[p + 2]], v = across[pixels[p], pixels[p + 1], pixels[p + 2]];
            double t = v / (Math.Abs(u) + Math.Abs(v));
            angles[n++] = u >= 0 ? t : v >= 0 ? 2 - t : -2 - t;
        }

        return angles;
    }

    private static double ExactAngle(double t)
    {
        double v = Math.Abs(t) <= 1 ? t : t > 0 ? 2 - t : -2 - t, u = 1 - Math.Abs(v);
        return Math.Atan2(v, Math.Abs(t) <= 1 ? u : -u);
    }
}
