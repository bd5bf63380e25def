using Thca.Core.Randomness;

namespace Thca.Proteomics.Correlation;

/// <summary>Two variables as ordinal codes: Kendall's tau-b over any subset, and permutation p-values.</summary>
internal sealed class RankPairs
{
    private const double Slack = 1e-12;
    private readonly int[] _x;
    private readonly int[] _y;
    private readonly int _levelsX;
    private readonly int _levelsY;
    private readonly int[] _counts;
    private readonly int[] _above;

    public RankPairs(double[] x, double[] y)
    {
        (_x, _levelsX) = Codes(x);
        (_y, _levelsY) = Codes(y);
        _counts = new int[_levelsX * _levelsY];
        _above = new int[_levelsY];
    }

    public int Count => _x.Length;

    public bool IsConstant => _levelsX < 2 || _levelsY < 2;

    /// <summary>tau-b over all pairs.</summary>
    public double TauB()
    {
        (double score, double pairsX, double pairsY) = Score(_y, null, 0);
        return score / Math.Sqrt(pairsX * pairsY);
    }

    /// <summary>tau-b over the patients of one group; NaN where a variable is constant in it.</summary>
    public double TauB(int[] groups, int group)
    {
        (double score, double pairsX, double pairsY) = Score(_y, groups, group);
        return pairsX > 0 && pairsY > 0 ? score / Math.Sqrt(pairsX * pairsY) : double.NaN;
    }

    /// <summary>Score, untied pairs of x and untied pairs of y within one group.</summary>
    public (double Score, double PairsX, double PairsY) ScoreWithin(int[] groups, int group) => Score(_y, groups, group);

    /// <summary>Two-sided p of tau-b and of Spearman's correlation from the same permutations of y.</summary>
    /// <param name="ranksX">Centred midranks of x.</param>
    /// <param name="ranksY">Centred midranks of y.</param>
    /// <param name="replicates">Number of permutations.</param>
    /// <param name="stream">Where they come from.</param>
    /// <param name="ct">Cancels the work.</param>
    public (double Tau, double Spearman) PermutationP(double[] ranksX, double[] ranksY, int replicates, RandomStream stream, CancellationToken ct)
    {
        double tau = Math.Abs(Score(_y, null, 0).Score), rho = Math.Abs(Dot(ranksX, ranksY));
        int[] y = [.. _y];
        double[] byCode = new double[_levelsY];
        for (int i = 0; i < _y.Length; i++) byCode[_y[i]] = ranksY[i];
        int tauHits = 0, rhoHits = 0;
        for (int b = 0; b < replicates; b++)
        {
            if ((b & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(y.AsSpan());
            double sum = 0;
            for (int i = 0; i < y.Length; i++) sum += ranksX[i] * byCode[y[i]];
            if (Math.Abs(sum) >= rho - 1e-9) rhoHits++;
            Array.Clear(_counts);
            for (int i = 0; i < y.Length; i++) _counts[_x[i] * _levelsY + y[i]]++;
            if (Math.Abs(Concordance()) >= tau - Slack) tauHits++;
        }

        return ((1.0 + tauHits) / (1.0 + replicates), (1.0 + rhoHits) / (1.0 + replicates));
    }

    /// <summary>p of |tau-b in High - tau-b in Low| under permutation of the groups; NaN where tau-b does not exist in a group.</summary>
    public double GroupDifferenceP(int[] groups, int replicates, RandomStream stream, CancellationToken ct)
    {
        double observed = Difference(groups);
        if (double.IsNaN(observed)) return double.NaN;
        int[] shuffled = [.. groups];
        int hits = 0;
        for (int b = 0; b < replicates; b++)
        {
            if ((b & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            stream.Shuffle(shuffled.AsSpan());
            // A permutation in which a variable is constant in a group has no difference to compare: counted against the finding.
            if (!(Difference(shuffled) < observed - Slack)) hits++;
        }

        return (1.0 + hits) / (1.0 + replicates);
    }

    private double Difference(int[] groups) => Math.Abs(TauB(groups, 1) - TauB(groups, 0));

    /// <summary>Concordant minus discordant pairs, and the pairs untied in x and in y, from the table of both codes.</summary>
    private (double Score, double PairsX, double PairsY) Score(int[] y, int[]? groups, int group)
    {
        Array.Clear(_counts);
        double n = 0;
        for (int i = 0; i < _x.Length; i++)
        {
            if (groups is not null && groups[i] != group) continue;
            _counts[_x[i] * _levelsY + y[i]]++;
            n++;
        }

        double score = Concordance(), pairs = n * (n - 1) / 2, tiedX = 0, tiedY = 0;
        for (int i = 0; i < _levelsX; i++)
        {
            int row = 0;
            foreach (int c in _counts.AsSpan(i * _levelsY, _levelsY)) row += c;
            tiedX += row * (row - 1.0) / 2;
        }

        foreach (int column in _above) tiedY += column * (column - 1.0) / 2;
        return (score, pairs - tiedX, pairs - tiedY);
    }

    /// <summary>Σ over cells of the count times (cells right below minus left below); leaves the column sums in <see cref="_above"/>.</summary>
    private double Concordance()
    {
        Span<int> above = _above;
        above.Clear();
        long score = 0;
        int total = 0;
        for (int i = _levelsX - 1; i >= 0; i--)
        {
            ReadOnlySpan<int> row = _counts.AsSpan(i * _levelsY, _levelsY);
            int lower = 0, higher = total;
            for (int j = 0; j < row.Length; j++)
            {
                int seen = above[j], c = row[j];
                higher -= seen;
                score += (long)c * (higher - lower);
                lower += seen;
                above[j] = seen + c;
                total += c;
            }
        }

        return score;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static (int[] Codes, int Levels) Codes(double[] values)
    {
        double[] distinct = [.. values.Distinct().Order()];
        return (Array.ConvertAll(values, v => Array.BinarySearch(distinct, v)), distinct.Length);
    }
}
