using System.Runtime.InteropServices;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// The features of a nucleus that come from its outline and pixels (size, shape, contour, intensity, colour, texture, chromatin), in the order of
/// <see cref="NuclearFeatureCatalog.Sound"/>; the neighbourhood follows from <see cref="NuclearNeighbourhood"/>. Holds buffers: one per thread.
/// </summary>
public sealed class SoundFeatures
{
    private const int Levels = 16;
    private const int FewestPairs = 20;
    private const int RingPixels = 8;
    private const int SmallestBlob = 4;
    private const double Concave = -0.02;
    private const double EntropyRange = 3;
    private const byte Outside = 255;

    private static readonly int[] RingHalfWidths = [.. Enumerable.Range(-RingPixels, 2 * RingPixels + 1).Select(dy => (int)Math.Sqrt(RingPixels * RingPixels - dy * dy))];

    private readonly SoundFeatureOptions _options;
    private readonly OutlinePoint[] _samples = new OutlinePoint[4096];
    private readonly double[] _curvature = new double[4096];
    private readonly int[] _pairs = new int[Levels * Levels];
    private byte[] _mask = [];
    private byte[] _quantised = [];
    private byte[] _ring = [];
    private bool[] _dense = [];
    private int[] _stack = [];
    private float[] _h = [];
    private int[] _inside = [];

    /// <summary>Prepares buffers.</summary>
    /// <param name="options">Grid, stains and texture range.</param>
    /// <exception cref="Core.Errors.OptionsException">A setting is outside its range.</exception>
    public SoundFeatures(SoundFeatureOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <summary>Number of features: all of <see cref="NuclearFeatureCatalog.Sound"/> but the neighbourhood's.</summary>
    public static int FeatureCount { get; } = NuclearFeatureCatalog.Sound.Count - NuclearNeighbourhood.FeatureCount;

    /// <summary>Computes the features of one nucleus.</summary>
    /// <param name="window">The pixels, wide enough for the nucleus and 2 µm around it; null when there are none: pixel features become NaN.</param>
    /// <param name="outline">The nucleus's outline on the grid, not closed.</param>
    /// <param name="values">Receives the values.</param>
    /// <param name="reasons">Receives why a value is NaN.</param>
    public void Compute(NucleusWindow? window, IReadOnlyList<PixelPoint> outline, Span<double> values, Span<MissingReason> reasons)
    {
        PixelBox box = ContourFill.BoxOf(outline);
        int size = box.Width * box.Height;
        if (_mask.Length < size) (_mask, _h, _inside) = (new byte[size], new float[size], new int[size]);
        Span<byte> mask = _mask.AsSpan(0, size);
        mask.Clear();
        ContourFill.Fill(outline, box, mask);
        MaskShape shape = MaskShape.Of(mask, box.Width, 1.0 / 12);
        var row = new FeatureRow(values, reasons);
        ReadOnlySpan<PixelPoint> contour = outline is PixelPoint[] array ? array : [.. outline];
        Geometry(shape, mask, box, contour, ref row);
        bool seen = window is not null && box.X0 >= window.Box.X0 && box.Y0 >= window.Box.Y0 && box.X1 <= window.Box.X1 && box.Y1 <= window.Box.Y1;
        if (seen) Pixels(window!, mask, box, shape.Area, ref row);
        else row.FillRest(MissingReason.NoPixels, FeatureCount);
    }

    /// <summary>Adds the haematoxylin concentrations inside a nucleus to a histogram, for the slide's percentiles.</summary>
    /// <param name="window">The pixels.</param>
    /// <param name="outline">The nucleus's outline on the grid.</param>
    /// <param name="histogram">Counts of equal steps over -1 to 5 OD; values beyond go to the ends.</param>
    public void AddToHistogram(NucleusWindow window, IReadOnlyList<PixelPoint> outline, Span<long> histogram)
    {
        PixelBox box = NucleusWindow.Intersect(ContourFill.BoxOf(outline), window.Box);
        if (box.Width <= 0 || box.Height <= 0) return;
        int size = box.Width * box.Height;
        if (_mask.Length < size) (_mask, _h, _inside) = (new byte[size], new float[size], new int[size]);
        Span<byte> mask = _mask.AsSpan(0, size);
        mask.Clear();
        ContourFill.Fill(outline, box, mask);
        byte[] pixels = window.Image.Pixels;
        for (int i = 0; i < size; i++)
        {
            if (mask[i] == 0) continue;
            int at = PixelAt(window, box.X0 + i % box.Width, box.Y0 + i / box.Width);
            double h = _options.Stains.Haematoxylin(pixels[at], pixels[at + 1], pixels[at + 2]);
            histogram[Math.Clamp((int)((h + 1) / 6 * histogram.Length), 0, histogram.Length - 1)]++;
        }
    }

    private void Geometry(MaskShape shape, ReadOnlySpan<byte> mask, PixelBox box, ReadOnlySpan<PixelPoint> contour, ref FeatureRow row)
    {
        double mpp = _options.GridMpp, pixel = mpp * mpp, major = 4 * Math.Sqrt(shape.Major), minor = 4 * Math.Sqrt(shape.Minor);
        int hull = ConvexHull.PixelCount(mask, box.Width);
        long area = shape.Area, sumX = (long)Math.Round(shape.CentroidX * area), sumY = (long)Math.Round(shape.CentroidY * area);
        (int start, int step) = SmoothOutline.Start(contour, area, sumX + area * box.X0, sumY + area * box.Y0);
        int n = SmoothOutline.Smooth(contour, start, step, _samples, _curvature, out double perimeter);

        // The outline runs through the centres of border pixels; the border itself lies half a pixel further out (Steiner's formula).
        perimeter += Math.PI;
        row.Set(area * pixel);
        row.Set(perimeter * mpp, MissingReason.ContourTooShort);
        row.Set(major * mpp);
        row.Set(minor * mpp);
        row.Set(Math.Sqrt(4 * area * pixel / Math.PI));
        row.Set(shape.BoxArea * pixel);
        row.Set(hull * pixel);
        row.Set(Math.Sqrt(1 - shape.Minor / shape.Major));
        row.Set(major / minor);
        row.Set(Math.Min(1, 4 * Math.PI * area / (perimeter * perimeter)), MissingReason.ContourTooShort);
        row.Set((double)area / shape.BoxArea);
        row.Set((double)area / hull);
        row.Set(SmoothOutline.FourierIrregularity(contour, start, step, box.X0 + shape.CentroidX, box.Y0 + shape.CentroidY), MissingReason.ContourTooShort);
        Curvature(_curvature.AsSpan(0, n), mpp, ref row);
    }

    private static void Curvature(ReadOnlySpan<double> curvature, double mpp, ref FeatureRow row)
    {
        if (curvature.Length == 0)
        {
            for (int i = 0; i < 6; i++) row.Set(double.NaN, MissingReason.ContourTooShort);
            return;
        }

        double sum = 0, absolute = 0, squares = 0, max = double.NegativeInfinity, min = double.PositiveInfinity;
        int concave = 0;
        foreach (double k in curvature)
        {
            sum += k;
            absolute += Math.Abs(k);
            (max, min) = (Math.Max(max, k), Math.Min(min, k));
            concave += k / mpp < Concave ? 1 : 0;
        }

        double mean = sum / curvature.Length;
        foreach (double k in curvature) squares += (k - mean) * (k - mean);
        row.Set(mean / mpp);
        row.Set(max / mpp);
        row.Set(min / mpp);
        row.Set(Math.Sqrt(squares / curvature.Length) / mpp);
        row.Set(absolute / curvature.Length / mpp);
        row.Set((double)concave / curvature.Length);
    }

    private void Pixels(NucleusWindow window, ReadOnlySpan<byte> mask, PixelBox box, int area, ref FeatureRow row)
    {
        StainUnmixing stains = _options.Stains;
        byte[] pixels = window.Image.Pixels;
        Span<int> grey = stackalloc int[256], haematoxylin = stackalloc int[256];
        grey.Clear();
        haematoxylin.Clear();
        Span<double> sums = stackalloc double[6], squares = stackalloc double[6];
        sums.Clear();
        squares.Clear();
        double eosin = 0;
        int n = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0) continue;
            int at = PixelAt(window, box.X0 + i % box.Width, box.Y0 + i / box.Width);
            byte r = pixels[at], g = pixels[at + 1], b = pixels[at + 2];
            grey[GreyLevel.Of(r, g, b)]++;
            float h = stains.Haematoxylin(r, g, b);
            haematoxylin[Math.Clamp((int)(h / EntropyRange * 256), 0, 255)]++;
            (_h[n], _inside[n]) = (h, i);
            n++;
            eosin += stains.Eosin(r, g, b);
            (double l, double a, double bb) = CieLab.Of(r, g, b);
            Add(sums, squares, 0, l);
            Add(sums, squares, 1, a);
            Add(sums, squares, 2, bb);
            Add(sums, squares, 3, stains.Density(r));
            Add(sums, squares, 4, stains.Density(g));
            Add(sums, squares, 5, stains.Density(b));
        }

        Moments(HistogramMoments.Of(grey, area), ref row);
        (double mean, double deviation) = Concentrations(_h.AsSpan(0, n), haematoxylin, ref row);
        row.Set(eosin / area);
        double ring = RingMean(window, mask, box);
        row.Set(ring, MissingReason.NoRing);
        row.Set(mean - ring, MissingReason.NoRing);
        for (int c = 0; c < 6; c++)
        {
            double average = sums[c] / area;
            row.Set(average);
            row.Set(Math.Sqrt(Math.Max(0, squares[c] / area - average * average)));
        }

        Texture(box, n, ref row);
        Chromatin(box, n, mean + deviation, ref row);
    }

    private static void Add(Span<double> sums, Span<double> squares, int channel, double value)
    {
        sums[channel] += value;
        squares[channel] += value * value;
    }

    private static void Moments(HistogramMoments m, ref FeatureRow row)
    {
        row.Set(m.Mean);
        row.Set(m.Deviation);
        row.Set(m.Min);
        row.Set(m.Max);
        row.Set(m.P5);
        row.Set(m.P95);
        row.Set(m.Skewness, MissingReason.RegionConstant);
        row.Set(m.Kurtosis, MissingReason.RegionConstant);
        row.Set(m.Entropy);
    }

    private static (double Mean, double Deviation) Concentrations(ReadOnlySpan<float> h, scoped ReadOnlySpan<int> histogram, ref FeatureRow row)
    {
        double n = h.Length, sum = 0, m2 = 0, m3 = 0, m4 = 0, entropy = 0;
        foreach (float v in h) sum += v;
        double mean = sum / n;
        foreach (float v in h)
        {
            double d = v - mean, dd = d * d;
            m2 += dd;
            m3 += dd * d;
            m4 += dd * dd;
        }

        (m2, m3, m4) = (m2 / n, m3 / n, m4 / n);
        foreach (int count in histogram)
        {
            if (count > 0) entropy -= count / n * Math.Log2(count / n);
        }

        float[] sorted = System.Buffers.ArrayPool<float>.Shared.Rent(h.Length);
        Span<float> ascending = sorted.AsSpan(0, h.Length);
        h.CopyTo(ascending);
        ascending.Sort();
        bool constant = ascending[0] == ascending[^1];
        row.Set(mean);
        row.Set(constant ? 0 : Math.Sqrt(m2));
        row.Set(ascending[0]);
        row.Set(ascending[^1]);
        row.Set(Quantile(ascending, 0.05));
        row.Set(Quantile(ascending, 0.95));
        row.Set(constant ? double.NaN : m3 / Math.Pow(m2, 1.5), MissingReason.RegionConstant);
        row.Set(constant ? double.NaN : m4 / (m2 * m2) - 3, MissingReason.RegionConstant);
        row.Set(entropy);
        System.Buffers.ArrayPool<float>.Shared.Return(sorted);
        return (mean, constant ? 0 : Math.Sqrt(m2));
    }

    private static double Quantile(ReadOnlySpan<float> sorted, double q)
    {
        double at = (sorted.Length - 1) * q;
        int k = Math.Min((int)at, sorted.Length - 1), next = Math.Min(k + 1, sorted.Length - 1);
        return sorted[k] + (at - k) * (sorted[next] - sorted[k]);
    }

    // Pixels up to 2 µm outside that belong to no nucleus and lie on the slide.
    private double RingMean(NucleusWindow window, ReadOnlySpan<byte> mask, PixelBox box)
    {
        PixelBox around = new(box.X0 - RingPixels, box.Y0 - RingPixels, box.X1 + RingPixels, box.Y1 + RingPixels);
        int width = around.Width, size = width * around.Height;
        if (_ring.Length < size) _ring = new byte[size];
        Span<byte> ring = _ring.AsSpan(0, size);
        ring.Clear();
        for (int y = 0; y < box.Height; y++)
        {
            for (int x = 0; x < box.Width; x++)
            {
                int i = y * box.Width + x;
                if (mask[i] == 0) continue;
                bool inner = x > 0 && x < box.Width - 1 && y > 0 && y < box.Height - 1 && mask[i - 1] != 0 && mask[i + 1] != 0 && mask[i - box.Width] != 0 && mask[i + box.Width] != 0;
                if (inner) continue;
                for (int dy = 0; dy <= 2 * RingPixels; dy++)
                {
                    int half = RingHalfWidths[dy];
                    ring.Slice((y + dy) * width + x + RingPixels - half, 2 * half + 1).Fill(1);
                }
            }
        }

        PixelBox valid = NucleusWindow.Intersect(NucleusWindow.Intersect(around, window.Box), window.Slide);
        byte[] pixels = window.Image.Pixels;
        ReadOnlySpan<bool> occupied = window.Occupied;
        double sum = 0;
        int count = 0;
        for (int y = valid.Y0; y < valid.Y1; y++)
        {
            for (int x = valid.X0; x < valid.X1; x++)
            {
                if (ring[(y - around.Y0) * width + x - around.X0] == 0) continue;
                int at = PixelAt(window, x, y);
                if (occupied[at / 3]) continue;
                sum += _options.Stains.Haematoxylin(pixels[at], pixels[at + 1], pixels[at + 2]);
                count++;
            }
        }

        return count > 0 ? sum / count : double.NaN;
    }

    private void Texture(PixelBox box, int n, ref FeatureRow row)
    {
        int reach = NuclearFeatureCatalog.TextureDistances[^1], width = box.Width + 2 * reach, size = width * (box.Height + reach);
        if (_quantised.Length < size) _quantised = new byte[size];
        Span<byte> levels = _quantised.AsSpan(0, size);
        levels.Fill(Outside);
        double scale = _options.TextureHigh > _options.TextureLow ? Levels / (_options.TextureHigh - _options.TextureLow) : 0;
        for (int i = 0; i < n; i++)
            levels[At(_inside[i], box.Width, width, reach)] = (byte)Math.Clamp((int)Math.Floor((_h[i] - _options.TextureLow) * scale), 0, Levels - 1);
        foreach (int d in NuclearFeatureCatalog.TextureDistances)
        {
            Span<int> counts = _pairs;
            counts.Clear();
            int pairs = 0;
            ReadOnlySpan<int> steps = [d, d * width - d, d * width, d * width + d];
            for (int i = 0; i < n; i++)
            {
                int at = At(_inside[i], box.Width, width, reach), level = levels[at] * Levels;
                foreach (int step in steps)
                {
                    if (at + step >= size) continue;
                    byte other = levels[at + step];
                    if (other == Outside) continue;
                    counts[level + other]++;
                    pairs++;
                }
            }

            for (int i = 0; i < Levels; i++)
            {
                for (int j = i; j < Levels; j++)
                {
                    int both = counts[i * Levels + j] + counts[j * Levels + i];
                    counts[i * Levels + j] = counts[j * Levels + i] = both;
                }
            }

            bool enough = pairs >= FewestPairs;
            CooccurrenceMeasures m = enough ? CooccurrenceMeasures.Of(counts, Levels, 2 * pairs) : default;
            row.Set(enough ? m.Contrast : double.NaN, MissingReason.TooFewPairs);
            row.Set(enough ? m.Homogeneity : double.NaN, MissingReason.TooFewPairs);
            row.Set(enough ? m.Energy : double.NaN, MissingReason.TooFewPairs);
            row.Set(enough ? m.Correlation : double.NaN, enough ? MissingReason.RegionConstant : MissingReason.TooFewPairs);
            row.Set(enough ? m.Entropy : double.NaN, MissingReason.TooFewPairs);
        }
    }

    // Place of a mask pixel in the frame of levels, which has a margin on both sides and below.
    private static int At(int pixel, int width, int wide, int margin) => pixel / width * wide + pixel % width + margin;

    private void Chromatin(PixelBox box, int n, double threshold, ref FeatureRow row)
    {
        int width = box.Width + 2, size = width * (box.Height + 2);
        if (_dense.Length < size) (_dense, _stack) = (new bool[size], new int[size]);
        Span<bool> dense = _dense.AsSpan(0, size);
        dense.Clear();
        int total = 0;
        for (int i = 0; i < n; i++)
        {
            if (!(_h[i] > threshold)) continue;
            dense[(_inside[i] / box.Width + 1) * width + _inside[i] % box.Width + 1] = true;
            total++;
        }

        ReadOnlySpan<int> neighbours = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
        int blobs = 0, blobPixels = 0;
        for (int seed = width; seed < size - width; seed++)
        {
            if (!dense[seed]) continue;
            int depth = 0, pixels = 0;
            _stack[depth++] = seed;
            dense[seed] = false;
            while (depth > 0)
            {
                int at = _stack[--depth];
                pixels++;
                foreach (int step in neighbours)
                {
                    if (!dense[at + step]) continue;
                    dense[at + step] = false;
                    _stack[depth++] = at + step;
                }
            }

            if (pixels < SmallestBlob) continue;
            blobs++;
            blobPixels += pixels;
        }

        row.Set((double)total / n);
        row.Set(blobs);
        row.Set((double)blobPixels / n);
    }

    private static int PixelAt(NucleusWindow window, int x, int y) => 3 * ((y - window.Box.Y0) * window.Image.Width + x - window.Box.X0);

    /// <summary>Writes values one after another.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct FeatureRow(Span<double> values, Span<MissingReason> reasons)
    {
        private readonly Span<double> _values = values;
        private readonly Span<MissingReason> _reasons = reasons;
        private int _at;

        public void Set(double value, MissingReason reason = MissingReason.None)
        {
            _values[_at] = value;
            _reasons[_at++] = double.IsNaN(value) ? reason : MissingReason.None;
        }

        public void FillRest(MissingReason reason, int count)
        {
            while (_at < count) Set(double.NaN, reason);
        }
    }
}
