using Thca.Statistics.Summaries;

namespace Thca.Statistics.Correlation;

/// <summary>Centred ranks, and what is left of them once other ranked variables are held fixed.</summary>
internal static class RankProjection
{
    /// <summary>Midranks minus their mean.</summary>
    public static double[] CentredRanks(ReadOnlySpan<double> values)
    {
        double[] ranks = Ranks.Of(values).Values.ToArray();
        double middle = (ranks.Length + 1) / 2.0;
        return Array.ConvertAll(ranks, r => r - middle);
    }

    /// <summary>Orthogonal directions that span the variables; one that the others determine adds none.</summary>
    public static List<double[]> Basis(IEnumerable<double[]> centred)
    {
        var basis = new List<double[]>();
        foreach (double[] c in centred)
        {
            double size = Dot(c, c);
            Remove(c, basis);
            if (Dot(c, c) > 1e-10 * size) basis.Add(c);
        }

        return basis;
    }

    /// <summary>Takes the directions out of a variable, in place.</summary>
    public static void Remove(double[] from, List<double[]> basis)
    {
        foreach (double[] direction in basis)
        {
            double share = Dot(from, direction) / Dot(direction, direction);
            for (int i = 0; i < from.Length; i++) from[i] -= share * direction[i];
        }
    }

    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
