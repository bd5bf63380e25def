using MathNet.Numerics;
using Thca.Core.Randomness;

namespace Thca.Modeling.Selection;

/// <summary>Mutual information of a continuous feature with a binary outcome by nearest neighbours (Ross, PLoS ONE 9, 2014).</summary>
public static class MutualInformation
{
    private const int Neighbours = 3;
    private const double NoiseScale = 1e-10;

    /// <summary>The estimate in nats, at least 0.</summary>
    /// <param name="values">Feature values, no NaN.</param>
    /// <param name="outcome">Class of every row.</param>
    /// <param name="random">Draws the tiny noise that separates ties.</param>
    public static double Estimate(ReadOnlySpan<double> values, ReadOnlySpan<bool> outcome, RandomStream random)
    {
        double scale = 0;
        foreach (double value in values) scale += Math.Abs(value);
        scale = NoiseScale * Math.Max(1, scale / values.Length);
        var noisy = new double[values.Length];
        for (int i = 0; i < noisy.Length; i++) noisy[i] = values[i] + scale * random.NextNormal();
        double[] all = [.. noisy];
        Array.Sort(all);
        double[][] byClass = [OfClass(noisy, outcome, false), OfClass(noisy, outcome, true)];
        double k = 0, n = 0, m = 0;
        int used = 0;
        for (int i = 0; i < noisy.Length; i++)
        {
            double[] same = byClass[outcome[i] ? 1 : 0];
            if (same.Length < 2) continue;
            int neighbours = Math.Min(Neighbours, same.Length - 1);
            double radius = Math.BitDecrement(KthDistance(same, noisy[i], neighbours));
            k += SpecialFunctions.DiGamma(neighbours);
            n += SpecialFunctions.DiGamma(same.Length);
            m += SpecialFunctions.DiGamma(Math.Max(1, Within(all, noisy[i], radius)));
            used++;
        }

        return used == 0 ? 0 : Math.Max(0, SpecialFunctions.DiGamma(used) + (k - n - m) / used);
    }

    private static double[] OfClass(double[] values, ReadOnlySpan<bool> outcome, bool label)
    {
        List<double> members = [];
        for (int i = 0; i < values.Length; i++)
        {
            if (outcome[i] == label) members.Add(values[i]);
        }

        members.Sort();
        return [.. members];
    }

    /// <summary>Distance to the k-th nearest other member of ascending values that contain x.</summary>
    private static double KthDistance(double[] sorted, double x, int k)
    {
        int at = Array.BinarySearch(sorted, x), left = at - 1, right = at + 1;
        double distance = 0;
        for (int i = 0; i < k; i++)
        {
            double toLeft = left >= 0 ? x - sorted[left] : double.PositiveInfinity, toRight = right < sorted.Length ? sorted[right] - x : double.PositiveInfinity;
            if (toLeft <= toRight)
            {
                distance = toLeft;
                left--;
            }
            else
            {
                distance = toRight;
                right++;
            }
        }

        return distance;
    }

    private static int Within(double[] sorted, double x, double radius)
    {
        int at = Array.BinarySearch(sorted, x), first = at, last = at;
        while (first > 0 && x - sorted[first - 1] <= radius) first--;
        while (last + 1 < sorted.Length && sorted[last + 1] - x <= radius) last++;
        return last - first + 1;
    }
}
