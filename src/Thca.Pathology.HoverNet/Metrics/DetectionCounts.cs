namespace Thca.Pathology.HoverNet.Metrics;

/// <summary>Counts of detection and typing; images are pooled by adding them.</summary>
public sealed record DetectionCounts
{
    /// <summary>Classes that are counted: 6.</summary>
    public const int TypeCount = 6;

    /// <summary>Pairs by true (row) and predicted (column) class, 6 x 6.</summary>
    public required IReadOnlyList<int> Pairs { get; init; }

    /// <summary>True nuclei without a partner, by class.</summary>
    public required IReadOnlyList<int> Missed { get; init; }

    /// <summary>Predicted nuclei without a partner, by class.</summary>
    public required IReadOnlyList<int> Invented { get; init; }

    /// <summary>Detection F1: 2 TP / (2 TP + FP + FN); NaN without any nucleus.</summary>
    public double DetectionF1 => Ratio(2.0 * Pairs.Sum(), 2.0 * Pairs.Sum() + Missed.Sum() + Invented.Sum());

    /// <summary>Share of pairs with equal class; NaN without pairs.</summary>
    public double TypeAccuracy => Ratio(Enumerable.Range(0, TypeCount).Sum(t => Pairs[t * TypeCount + t]), Pairs.Sum());

    /// <summary>F1 of a class: 2 TP / (2 TP + 2 FP + 2 FN + FP of detection + FN of detection); NaN where it does not occur.</summary>
    public double F1(int type)
    {
        int right = Pairs[type * TypeCount + type];
        int called = Enumerable.Range(0, TypeCount).Sum(t => Pairs[t * TypeCount + type]) - right, lost = Enumerable.Range(0, TypeCount).Sum(t => Pairs[type * TypeCount + t]) - right;
        return Ratio(2.0 * right, 2.0 * right + 2.0 * called + 2.0 * lost + Missed[type] + Invented[type]);
    }

    /// <summary>Counts of two images together.</summary>
    public static DetectionCounts operator +(DetectionCounts a, DetectionCounts b) => new()
    {
        Pairs = [.. a.Pairs.Zip(b.Pairs, (x, y) => x + y)], Missed = [.. a.Missed.Zip(b.Missed, (x, y) => x + y)], Invented = [.. a.Invented.Zip(b.Invented, (x, y) => x + y)],
    };

    /// <summary>Counts of two images together.</summary>
    public static DetectionCounts Add(DetectionCounts left, DetectionCounts right) => left + right;

    private static double Ratio(double part, double whole) => whole == 0 ? double.NaN : part / whole;
}
