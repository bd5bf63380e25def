namespace Thca.Statistics.Summaries;

/// <summary>Separates observed numbers from missing ones (NaN).</summary>
public static class Finite
{
    /// <summary>The entries that are not NaN, in order.</summary>
    public static double[] Observed(ReadOnlySpan<double> values)
    {
        int count = 0;
        foreach (double v in values) if (!double.IsNaN(v)) count++;
        var kept = new double[count];
        int next = 0;
        foreach (double v in values) if (!double.IsNaN(v)) kept[next++] = v;
        return kept;
    }

    /// <summary>The pairs of which neither entry is NaN.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static (double[] X, double[] Y) Pairs(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"Pairs need equal lengths, got {x.Length} and {y.Length}.", nameof(y));
        List<double> a = [], b = [];
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i])) continue;
            a.Add(x[i]);
            b.Add(y[i]);
        }

        return ([.. a], [.. b]);
    }
}
