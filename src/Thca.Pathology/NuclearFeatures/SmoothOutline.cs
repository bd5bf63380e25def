using Thca.Core.Histology;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// An outline resampled to equal arcs of 2 px (0.5 µm) and smoothed by a periodic Gaussian of sd 3 px (0.75 µm); perimeter and curvature come from
/// it. Sampling begins at a place that the shape alone determines, so turning or mirroring the nucleus changes nothing.
/// </summary>
internal static class SmoothOutline
{
    /// <summary>Fewest samples that make an outline.</summary>
    public const int FewestSamples = 12;

    private const double Arc = 2;
    private const double Sigma = 3;
    private const int Harmonics = 10;
    private const int FourierSamples = 64;

    /// <param name="contour">The outline, pixels.</param>
    /// <param name="start">Vertex to begin at, see <see cref="Start"/>.</param>
    /// <param name="step">1 along the list, -1 against it.</param>
    /// <param name="samples">Receives the smoothed points.</param>
    /// <param name="curvature">Receives the curvature at each, 1/px, positive where convex.</param>
    /// <param name="perimeter">Length of the smoothed outline, px.</param>
    /// <returns>Number of samples; 0 when the outline is too short or does not fit.</returns>
    public static int Smooth(ReadOnlySpan<PixelPoint> contour, int start, int step, Span<OutlinePoint> samples, Span<double> curvature, out double perimeter)
    {
        perimeter = double.NaN;
        double length = Length(contour);
        int n = (int)Math.Round(length / Arc);
        if (n < FewestSamples || n > samples.Length) return 0;
        double h = length / n;
        Span<OutlinePoint> raw = n <= 1024 ? stackalloc OutlinePoint[n] : new OutlinePoint[n];
        Resample(contour, start, step, h, raw);

        double spread = Sigma / h;
        int reach = Math.Min((int)Math.Ceiling(4 * spread), n / 2);
        Span<double> weights = stackalloc double[reach + 1];
        double total = 0;
        for (int k = 0; k <= reach; k++)
        {
            weights[k] = Math.Exp(-0.5 * k * k / (spread * spread));
            total += k == 0 ? weights[k] : 2 * weights[k];
        }

        for (int i = 0; i < n; i++)
        {
            double x = weights[0] * raw[i].X, y = weights[0] * raw[i].Y;
            for (int k = 1; k <= reach; k++)
            {
                OutlinePoint before = raw[(i - k + n) % n], after = raw[(i + k) % n];
                x += weights[k] * (before.X + after.X);
                y += weights[k] * (before.Y + after.Y);
            }

            samples[i] = new OutlinePoint(x / total, y / total);
        }

        perimeter = 0;
        double area = 0;
        for (int i = 0; i < n; i++)
        {
            OutlinePoint a = samples[i], b = samples[(i + 1) % n];
            perimeter += Math.Sqrt((b.X - a.X) * (b.X - a.X) + (b.Y - a.Y) * (b.Y - a.Y));
            area += a.X * b.Y - b.X * a.Y;
        }

        double side = area >= 0 ? 1 : -1;
        for (int i = 0; i < n; i++)
        {
            OutlinePoint a = samples[(i + n - 1) % n], b = samples[i], c = samples[(i + 1) % n];
            double dx = (c.X - a.X) / 2, dy = (c.Y - a.Y) / 2, ddx = c.X - 2 * b.X + a.X, ddy = c.Y - 2 * b.Y + a.Y, speed = dx * dx + dy * dy;
            curvature[i] = speed > 0 ? side * (dx * ddy - dy * ddx) / (speed * Math.Sqrt(speed)) : 0;
        }

        return n;
    }

    /// <summary>Sum of harmonics 2 to 10 of the distance from the centroid, at 64 equal arcs, relative to the mean distance.</summary>
    public static double FourierIrregularity(ReadOnlySpan<PixelPoint> contour, int start, int step, double centroidX, double centroidY)
    {
        double length = Length(contour);
        if (!(length > 0)) return double.NaN;
        Span<OutlinePoint> points = stackalloc OutlinePoint[FourierSamples];
        Resample(contour, start, step, length / FourierSamples, points);
        Span<double> distance = stackalloc double[FourierSamples];
        double zero = 0;
        for (int i = 0; i < FourierSamples; i++)
        {
            double dx = points[i].X - centroidX, dy = points[i].Y - centroidY;
            zero += distance[i] = Math.Sqrt(dx * dx + dy * dy);
        }

        if (!(zero > 0)) return double.NaN;
        double sum = 0;
        for (int k = 2; k <= Harmonics; k++)
        {
            double re = 0, im = 0;
            for (int i = 0; i < FourierSamples; i++)
            {
                int phase = k * i % FourierSamples;
                re += distance[i] * Cosines[phase];
                im += distance[i] * Cosines[(phase + 3 * FourierSamples / 4) % FourierSamples];
            }

            sum += Math.Sqrt(re * re + im * im);
        }

        return sum / zero;
    }

    private static readonly double[] Cosines = [.. Enumerable.Range(0, FourierSamples).Select(i => Math.Cos(2 * Math.PI * i / FourierSamples))];

    /// <summary>
    /// The vertex and direction in which the sequence of squared distances from the centroid is the largest in dictionary order: the same place
    /// on the shape however it is turned or mirrored.
    /// </summary>
    /// <param name="contour">The outline.</param>
    /// <param name="area">Number of mask pixels.</param>
    /// <param name="sumX">Sum of their columns, in the outline's coordinates.</param>
    /// <param name="sumY">Sum of their rows.</param>
    public static (int Start, int Step) Start(ReadOnlySpan<PixelPoint> contour, long area, long sumX, long sumY)
    {
        int n = contour.Length;
        Span<long> distance = n <= 1024 ? stackalloc long[n] : new long[n];
        for (int i = 0; i < n; i++)
        {
            long dx = area * contour[i].X - sumX, dy = area * contour[i].Y - sumY;
            distance[i] = dx * dx + dy * dy;
        }

        int start = 0, step = 1;
        for (int i = 0; i < n; i++)
        {
            if (distance[i] < distance[start]) continue;
            if (Later(distance, i, 1, start, step)) (start, step) = (i, 1);
            if (Later(distance, i, -1, start, step)) (start, step) = (i, -1);
        }

        return (start, step);
    }

    private static bool Later(ReadOnlySpan<long> distance, int start, int step, int other, int otherStep)
    {
        int n = distance.Length;
        for (int k = 0; k < n; k++)
        {
            long a = distance[(start + step * k % n + n) % n], b = distance[(other + otherStep * k % n + n) % n];
            if (a != b) return a > b;
        }

        return false;
    }

    private static double Length(ReadOnlySpan<PixelPoint> contour)
    {
        double length = 0;
        for (int i = 0; i < contour.Length; i++) length += Distance(contour[i], contour[(i + 1) % contour.Length]);
        return length;
    }

    private static double Distance(PixelPoint a, PixelPoint b)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y;
        return Math.Sqrt(dx * dx + dy * dy);
    }

    private static void Resample(ReadOnlySpan<PixelPoint> contour, int start, int step, double arc, Span<OutlinePoint> points)
    {
        int n = contour.Length, at = start;
        PixelPoint from = contour[at], to = contour[(at + step + n) % n];
        double passed = 0, edge = Distance(from, to);
        for (int i = 0, edges = 1; i < points.Length; i++)
        {
            double wanted = i * arc;
            while (wanted > passed + edge && edges < n)
            {
                passed += edge;
                at = (at + step + n) % n;
                (from, to) = (to, contour[(at + step + n) % n]);
                edge = Distance(from, to);
                edges++;
            }

            double t = edge > 0 ? Math.Min(1, (wanted - passed) / edge) : 0;
            points[i] = new OutlinePoint(from.X + t * (to.X - from.X), from.Y + t * (to.Y - from.Y));
        }
    }
}
