using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Preprocessing;

/// <summary>Edges of gray-level bins; a value's level is the number of edges not above it.</summary>
internal sealed class GrayLevelBins
{
    // Bounds the histogram over levels; CT in steps of 1 HU needs a few thousand.
    private const int MaximumLevel = 1 << 20;

    private readonly double[] _edges;
    private readonly double _first;
    private readonly double _step;

    private GrayLevelBins(double[] edges, double first, double step) => (_edges, _first, _step) = (edges, first, step);

    /// <summary>The edges, ascending.</summary>
    public ReadOnlySpan<double> Edges => _edges;

    /// <summary>Bins of fixed width aligned to 0, from the multiple not above the minimum.</summary>
    /// <exception cref="ThcaException">The width gives more gray levels than can be used.</exception>
    public static GrayLevelBins OfWidth(double width, double minimum, double maximum)
    {
        double remainder = minimum % width;
        if (remainder < 0) remainder += width;
        double first = minimum - remainder;
        double count = Math.Ceiling((maximum + 2 * width - first) / width);
        if (!(count <= MaximumLevel))
            throw new ThcaException(ProblemCodes.OptionInvalid, string.Create(CultureInfo.InvariantCulture, $"binWidth {width} divides the region's range of {maximum - minimum} into {count:0} gray levels; at most {MaximumLevel} can be used."), "Use a larger binWidth, or binCount.");
        double step = first + width - first;
        var edges = new double[Math.Max(2, (int)count)];
        for (int i = 0; i < edges.Length; i++) edges[i] = first + i * step;
        if (count < 2) (edges[0], edges[1]) = (first - 0.5, first + 0.5);
        return new GrayLevelBins(edges, edges[0], edges[1] - edges[0]);
    }

    /// <summary>A fixed number of bins between two values; the maximum falls into the last bin.</summary>
    /// <param name="count">Number of bins, N.</param>
    /// <param name="minimum">Lower limit.</param>
    /// <param name="maximum">Upper limit.</param>
    /// <param name="flat">Level of a region of one value.</param>
    /// <param name="singlePrecision">Whether edges are rounded to single precision, as the reference does for images of that type.</param>
    public static GrayLevelBins OfCount(int count, double minimum, double maximum, FlatRegionLevel flat, bool singlePrecision)
    {
        double low = minimum, high = maximum;
        if (low == high && flat == FlatRegionLevel.One) high = low + 1;
        else if (low == high) (low, high) = (low - 0.5, high + 0.5);
        double step = (high - low) / count;
        var edges = new double[count + 1];
        for (int k = 0; k < count; k++) edges[k] = k * step + low;
        edges[count] = high;
        if (singlePrecision) for (int k = 0; k <= count; k++) edges[k] = (float)edges[k];
        edges[count] = singlePrecision ? (float)edges[count] + 1f : edges[count] + 1;
        return new GrayLevelBins(edges, low, step);
    }

    /// <summary>Level of a value: 1 to the number of bins; values beyond the edges fall into the first or last bin.</summary>
    public int LevelOf(double value)
    {
        int last = _edges.Length - 1;
        // The closed formula is a guess; comparing with the edges decides.
        int level = (int)Math.Clamp((value - _first) / _step + 1, 1, last);
        while (level < last && _edges[level] <= value) level++;
        while (level > 1 && _edges[level - 1] > value) level--;
        return level;
    }

    /// <summary>Levels of many values.</summary>
    public int[] LevelsOf(ReadOnlySpan<double> values)
    {
        var levels = new int[values.Length];
        for (int i = 0; i < levels.Length; i++) levels[i] = LevelOf(values[i]);
        return levels;
    }
}
