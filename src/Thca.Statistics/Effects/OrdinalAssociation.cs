namespace Thca.Statistics.Effects;

/// <summary>
/// Association between two groups and an ordered grade, from the pairs of a member of the first and one of the second group. Positive = the
/// first group has higher grades.
/// </summary>
public sealed record OrdinalAssociation
{
    /// <summary>Pairs in which the first group's member is higher.</summary>
    public required double Concordant { get; init; }

    /// <summary>Pairs in which it is lower.</summary>
    public required double Discordant { get; init; }

    /// <summary>Pairs with the same grade.</summary>
    public required double Tied { get; init; }

    /// <summary>Kendall's tau-b of grade and group; NaN when either is constant.</summary>
    public required double TauB { get; init; }

    /// <summary>Goodman and Kruskal's gamma, (P - D)/(P + D); NaN without an untied pair.</summary>
    public double Gamma => (Concordant - Discordant) / (Concordant + Discordant);

    /// <summary>Somers' d of grade given group, which is Cliff's delta: (P - D)/(P + D + T).</summary>
    public double SomersD => (Concordant - Discordant) / (Concordant + Discordant + Tied);

    /// <summary>Probability of superiority, ties counting one half.</summary>
    public double Superiority => (Concordant + Tied / 2) / (Concordant + Discordant + Tied);

    /// <summary>Generalised odds ratio P/D (Agresti, 1980); infinite without a discordant pair.</summary>
    public double GeneralizedOddsRatio => Concordant / Discordant;

    /// <summary>Win odds: ties shared equally.</summary>
    public double WinOdds => Superiority / (1 - Superiority);

    /// <summary>Counts the pairs.</summary>
    /// <param name="first">Counts per grade of the first group.</param>
    /// <param name="second">Counts per grade of the second group.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static OrdinalAssociation Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} and {second.Length} grades do not match.", nameof(second));
        double concordant = 0, discordant = 0, tied = 0, below = 0, n1 = 0, n0 = 0, sameGrade = 0;
        for (int j = 0; j < first.Length; j++)
        {
            concordant += first[j] * below;
            discordant += second[j] * n1;
            tied += (double)first[j] * second[j];
            below += second[j];
            n1 += first[j];
            n0 += second[j];
            double c = first[j] + second[j];
            sameGrade += c * (c - 1) / 2;
        }

        double pairs = (n1 + n0) * (n1 + n0 - 1) / 2;
        return new OrdinalAssociation
        {
            Concordant = concordant,
            Discordant = discordant,
            Tied = tied,
            TauB = (concordant - discordant) / Math.Sqrt(n1 * n0 * (pairs - sameGrade)),
        };
    }
}
