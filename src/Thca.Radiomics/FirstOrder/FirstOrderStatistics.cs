using Thca.Radiomics.Numerics;

namespace Thca.Radiomics.FirstOrder;

/// <summary>Statistics of the region's intensities and of its gray-level histogram.</summary>
internal sealed class FirstOrderStatistics
{
    /// <summary>Computes everything.</summary>
    /// <param name="values">Intensities, in memory order of the voxels.</param>
    /// <param name="levelCounts">Voxels per occupied gray level.</param>
    /// <param name="shift">Constant of Energy, TotalEnergy and RootMeanSquared.</param>
    /// <param name="voxelVolume">mm³.</param>
    /// <param name="exactFlatMoments">Whether skewness and kurtosis of a constant region are 0 whatever rounding says.</param>
    public FirstOrderStatistics(ReadOnlySpan<double> values, ReadOnlySpan<int> levelCounts, double shift, double voxelVolume, bool exactFlatMoments)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        (Minimum, Maximum) = (sorted[0], sorted[^1]);
        (Percentile10, Percentile90, Median) = (Percentile(sorted, 10), Percentile(sorted, 90), Percentile(sorted, 50));
        InterquartileRange = Percentile(sorted, 75) - Percentile(sorted, 25);
        double[] work = sorted;
        for (int i = 0; i < work.Length; i++) work[i] = (values[i] + shift) * (values[i] + shift);
        Energy = PairwiseSum.Of(work);
        TotalEnergy = Energy * voxelVolume;
        RootMeanSquared = Math.Sqrt(Energy / values.Length);
        Mean = PairwiseSum.Of(values) / values.Length;
        Moments(values, work, exactFlatMoments);
        RobustMeanAbsoluteDeviation = RobustDeviation(values, work);
        Histogram(levelCounts, values.Length);
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public double Range => Maximum - Minimum;

    public double Percentile10 { get; }

    public double Percentile90 { get; }

    public double Median { get; }

    public double InterquartileRange { get; }

    public double Energy { get; }

    public double TotalEnergy { get; }

    public double RootMeanSquared { get; }

    public double Mean { get; }

    public double MeanAbsoluteDeviation { get; private set; }

    public double RobustMeanAbsoluteDeviation { get; }

    public double Variance { get; private set; }

    public double Skewness { get; private set; }

    public double Kurtosis { get; private set; }

    public double Entropy { get; private set; }

    public double Uniformity { get; private set; }

    private static double Percentile(double[] sorted, double q)
    {
        double h = (sorted.Length - 1) * q / 100;
        int k = (int)Math.Floor(h);
        return k + 1 < sorted.Length ? sorted[k] + (h - k) * (sorted[k + 1] - sorted[k]) : sorted[^1];
    }

    private void Moments(ReadOnlySpan<double> values, double[] work, bool exactFlatMoments)
    {
        int n = values.Length;
        for (int i = 0; i < n; i++) work[i] = Math.Abs(values[i] - Mean);
        MeanAbsoluteDeviation = PairwiseSum.Of(work) / n;
        for (int i = 0; i < n; i++) work[i] *= work[i];
        double m2 = PairwiseSum.Of(work) / n;
        Variance = m2;
        if (m2 == 0 || (exactFlatMoments && Maximum == Minimum)) return;
        for (int i = 0; i < n; i++) work[i] *= work[i];
        Kurtosis = PairwiseSum.Of(work) / n / (m2 * m2);
        for (int i = 0; i < n; i++)
        {
            double d = values[i] - Mean;
            work[i] = d * d * d;
        }

        Skewness = PairwiseSum.Of(work) / n / Math.Pow(m2, 1.5);
    }

    private double RobustDeviation(ReadOnlySpan<double> values, double[] work)
    {
        int kept = 0;
        foreach (double v in values)
        {
            if (v >= Percentile10 && v <= Percentile90) work[kept++] = v;
        }

        Span<double> inner = work.AsSpan(0, kept);
        double mean = PairwiseSum.Of(inner) / kept;
        for (int i = 0; i < kept; i++) inner[i] = Math.Abs(inner[i] - mean);
        return PairwiseSum.Of(inner) / kept;
    }

    private void Histogram(ReadOnlySpan<int> levelCounts, int voxels)
    {
        foreach (int count in levelCounts)
        {
            double p = (double)count / voxels;
            Entropy -= Entropies.Term(p);
            Uniformity += p * p;
        }
    }
}
