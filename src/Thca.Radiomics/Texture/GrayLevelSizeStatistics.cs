using System.Runtime.InteropServices;
using Thca.Radiomics.Numerics;

namespace Thca.Radiomics.Texture;

/// <summary>Sums over a matrix P(i,j) of gray level i and size j, from which the run-length, size-zone and dependence features are read.</summary>
internal sealed class GrayLevelSizeStatistics
{
    private readonly double[] _byLevel;
    private readonly double[] _bySize;

    /// <summary>Computes all sums.</summary>
    /// <param name="cells">The non-zero entries.</param>
    /// <param name="levels">Gray level of every rank.</param>
    public GrayLevelSizeStatistics(List<SizeCell> cells, int[] levels)
    {
        int largest = 0;
        ReadOnlySpan<SizeCell> all = CollectionsMarshal.AsSpan(cells);
        foreach (SizeCell cell in all) largest = Math.Max(largest, cell.Size);
        (_byLevel, _bySize) = (new double[levels.Length], new double[largest + 1]);
        foreach (SizeCell cell in all) AddCell(cell, levels[cell.Rank]);
        foreach (SizeCell cell in all) Entropy -= Entropies.Term(cell.Count / Count);
        FromLevels(levels);
        FromSizes();
        Divide();
    }

    public double Count { get; private set; }

    public double Small { get; private set; }

    public double Large { get; private set; }

    public double LowLevel { get; private set; }

    public double HighLevel { get; private set; }

    public double SmallLow { get; private set; }

    public double SmallHigh { get; private set; }

    public double LargeLow { get; private set; }

    public double LargeHigh { get; private set; }

    public double Entropy { get; private set; }

    public double GrayLevelNonUniformity { get; private set; }

    public double GrayLevelNonUniformityNormalized { get; private set; }

    public double GrayLevelVariance { get; private set; }

    public double SizeNonUniformity { get; private set; }

    public double SizeNonUniformityNormalized { get; private set; }

    public double SizeVariance { get; private set; }

    public double Percentage { get; private set; }

    private void AddCell(SizeCell cell, int level)
    {
        double c = cell.Count, i2 = (double)level * level, j2 = (double)cell.Size * cell.Size;
        Count += c;
        _byLevel[cell.Rank] += c;
        _bySize[cell.Size] += c;
        Small += c / j2;
        Large += c * j2;
        LowLevel += c / i2;
        HighLevel += c * i2;
        SmallLow += c / (i2 * j2);
        SmallHigh += c * i2 / j2;
        LargeLow += c * j2 / i2;
        LargeHigh += c * i2 * j2;
    }

    private void FromLevels(int[] levels)
    {
        double mean = 0, squares = 0, variance = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            mean += _byLevel[i] * levels[i] / Count;
            squares += _byLevel[i] * _byLevel[i];
        }

        for (int i = 0; i < levels.Length; i++) variance += _byLevel[i] * (levels[i] - mean) * (levels[i] - mean);
        (GrayLevelNonUniformity, GrayLevelNonUniformityNormalized, GrayLevelVariance) = (squares / Count, squares / (Count * Count), variance / Count);
    }

    private void FromSizes()
    {
        double total = 0, squares = 0, variance = 0;
        for (int j = 1; j < _bySize.Length; j++)
        {
            total += _bySize[j] * j;
            squares += _bySize[j] * _bySize[j];
        }

        double mean = total / Count;
        for (int j = 1; j < _bySize.Length; j++) variance += _bySize[j] * (j - mean) * (j - mean);
        (SizeNonUniformity, SizeNonUniformityNormalized, SizeVariance) = (squares / Count, squares / (Count * Count), variance / Count);
        Percentage = Count / total;
    }

    private void Divide()
    {
        (Small, Large, LowLevel, HighLevel) = (Small / Count, Large / Count, LowLevel / Count, HighLevel / Count);
        (SmallLow, SmallHigh, LargeLow, LargeHigh) = (SmallLow / Count, SmallHigh / Count, LargeLow / Count, LargeHigh / Count);
    }
}
