using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Stains;

/// <summary>
/// The original scripts' own Reinhard and Macenko, kept so that earlier feature values can be explained. Its Macenko scales the vectors per colour channel,
/// does not fix their signs, and lets values above 255 wrap around: not for new results.
/// </summary>
public sealed class ReferenceStainNormalizer : IStainNormalizer
{
    private const double Beta = 0.15;
    private static readonly double[] Density = [.. Enumerable.Range(0, 256).Select(v => -Math.Log((v + 1) / 255.0))];
    private readonly StainMethod _method;
    private readonly double[] _means = [];
    private readonly double[] _deviations = [];
    private readonly double[] _matrix = [];
    private readonly double[] _maxima = [];

    private ReferenceStainNormalizer(RgbImage target, StainMethod method)
    {
        _method = method;
        if (method == StainMethod.Reinhard)
        {
            (_means, _deviations) = Moments(target);
        }
        else
        {
            _matrix = Matrix(target) ?? throw StainMatrix.Singular("the target has no stained pixel");
            _maxima = Maxima(Concentrations(target, _matrix));
        }
    }

    /// <summary>The target's 3 x 2 matrix, row by row: R, G, B by H, E; empty for Reinhard.</summary>
    public IReadOnlyList<double> TargetMatrix => _matrix;

    /// <summary>99th percentiles of the target's concentrations; empty for Reinhard.</summary>
    public IReadOnlyList<double> TargetMaxima => _maxima;

    /// <summary>Fits a target.</summary>
    /// <param name="target">The image whose colours to take.</param>
    /// <param name="method">Macenko or Reinhard; the original's Vahadane always failed and returned the image unchanged, and it has no Ruifrok.</param>
    /// <exception cref="OptionsException">The original has no such method.</exception>
    public static ReferenceStainNormalizer Create(RgbImage target, StainMethod method) => method is StainMethod.Macenko or StainMethod.Reinhard
        ? new ReferenceStainNormalizer(target, method)
        : throw new OptionsException([$"Mode reference has no {method}; expected macenko or reinhard."]);

    /// <inheritdoc/>
    public RgbImage Normalize(RgbImage image) => _method == StainMethod.Reinhard ? Reinhard(image) : Macenko(image);

    /// <summary>The 3 x 2 matrix of an image, row by row; null when no channel of any pixel is dense enough.</summary>
    internal static double[]? Matrix(RgbImage image)
    {
        byte[] p = image.Pixels;
        var dense = new List<int>();
        for (int i = 0; i < p.Length; i += 3)
            if (Density[p[i]] > Beta || Density[p[i + 1]] > Beta || Density[p[i + 2]] > Beta) dense.Add(i);
        if (dense.Count < 2) return null;
        double[] mean = new double[3], covariance = new double[9];
        foreach (int i in dense)
            for (int c = 0; c < 3; c++) mean[c] += Density[p[i + c]] / dense.Count;
        foreach (int i in dense)
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++) covariance[3 * a + b] += (Density[p[i + a]] - mean[a]) * (Density[p[i + b]] - mean[b]) / (dense.Count - 1);
        double[][] vectors = LapackEigen.Vectors(covariance);
        double[] largest = vectors[2], middle = vectors[1];
        double[] angles = [.. dense.Select(i => Math.Atan2(
            Density[p[i]] * middle[0] + Density[p[i + 1]] * middle[1] + Density[p[i + 2]] * middle[2],
            Density[p[i]] * largest[0] + Density[p[i + 1]] * largest[1] + Density[p[i + 2]] * largest[2]))];
        double[] limits = HistogramPercentile.Of(angles, -Math.PI - 1e-9, Math.PI + 1e-9, 1, 99);
        double[] At(double phi) => [.. Enumerable.Range(0, 3).Select(c => largest[c] * Math.Cos(phi) + middle[c] * Math.Sin(phi))];
        double[] low = At(limits[0]), high = At(limits[1]);
        (double[] h, double[] e) = low[0] > high[0] ? (low, high) : (high, low);
        var matrix = new double[6];
        for (int c = 0; c < 3; c++)
        {
            double length = Math.Sqrt(h[c] * h[c] + e[c] * e[c]);
            (matrix[2 * c], matrix[2 * c + 1]) = (h[c] / length, e[c] / length);
        }

        return matrix;
    }

    /// <summary>Concentrations by the pseudo-inverse: two per pixel.</summary>
    private static double[] Concentrations(RgbImage image, double[] m)
    {
        double hh = m[0] * m[0] + m[2] * m[2] + m[4] * m[4], he = m[0] * m[1] + m[2] * m[3] + m[4] * m[5], ee = m[1] * m[1] + m[3] * m[3] + m[5] * m[5];
        double determinant = hh * ee - he * he;
        byte[] p = image.Pixels;
        var result = new double[p.Length / 3 * 2];
        for (int i = 0, n = 0; i < p.Length; i += 3, n += 2)
        {
            double a = 0, b = 0;
            for (int c = 0; c < 3; c++)
            {
                a += Density[p[i + c]] * m[2 * c];
                b += Density[p[i + c]] * m[2 * c + 1];
            }

            (result[n], result[n + 1]) = ((ee * a - he * b) / determinant, (hh * b - he * a) / determinant);
        }

        return result;
    }

    private static double[] Maxima(double[] concentrations)
    {
        var result = new double[2];
        for (int s = 0; s < 2; s++)
        {
            var values = new double[concentrations.Length / 2];
            for (int i = 0; i < values.Length; i++) values[i] = concentrations[2 * i + s];
            result[s] = HistogramPercentile.Of(values, values.Min() - 1e-9, values.Max() + 1e-9, 99)[0];
        }

        return result;
    }

    private RgbImage Macenko(RgbImage image)
    {
        if (Matrix(image) is not { } source) return image;
        double[] concentrations = Concentrations(image, source), maxima = Maxima(concentrations);
        var result = new byte[image.Pixels.Length];
        for (int i = 0, n = 0; i < result.Length; i += 3, n += 2)
        {
            double h = concentrations[n] * _maxima[0] / maxima[0], e = concentrations[n + 1] * _maxima[1] / maxima[1];
            for (int c = 0; c < 3; c++)
            {
                double value = 255 * Math.Exp(-(_matrix[2 * c] * h + _matrix[2 * c + 1] * e));
                result[i + c] = value < long.MaxValue ? (byte)(long)value : (byte)0;
            }
        }

        return new RgbImage(image.Width, image.Height, result);
    }

    private RgbImage Reinhard(RgbImage image)
    {
        (double[] means, double[] deviations) = Moments(image);
        var tables = new byte[3][];
        for (int c = 0; c < 3; c++)
        {
            tables[c] = [.. Enumerable.Range(0, 256).Select(v => (byte)Math.Clamp(deviations[c] > 0 ? (v - means[c]) * (_deviations[c] / deviations[c]) + _means[c] : v, 0, 255))];
        }

        byte[] p = image.Pixels, result = new byte[p.Length];
        for (int i = 0; i < p.Length; i += 3)
        {
            (byte l, byte a, byte b) = ColourConversion.ToLab(p[i], p[i + 1], p[i + 2]);
            (result[i], result[i + 1], result[i + 2]) = ColourConversion.FromLab(tables[0][l], tables[1][a], tables[2][b]);
        }

        return new RgbImage(image.Width, image.Height, result);
    }

    private static (double[] Means, double[] Deviations) Moments(RgbImage image)
    {
        (double[] means, double[] deviations) = LabMoments.Of(image.Pixels, []);
        return ([means[0] * 2.55, means[1] + 128, means[2] + 128], [deviations[0] * 2.55, deviations[1], deviations[2]]);
    }
}
