using Thca.Core.Outcomes;

namespace Thca.Heterogeneity.Ited;

/// <summary>Intra-tumour ecological diversity of one radiomic feature.</summary>
public sealed record ItedFeature
{
    /// <summary>Short name of the radiomic feature.</summary>
    public required string Name { get; init; }

    /// <summary>Sub-regions with a value.</summary>
    public int Count { get; init; }

    /// <summary>Population standard deviation of the component means, each counted once, in the unit of the feature; 0 for one component.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>Components chosen by BIC; 0 when there is no value.</summary>
    public int Components { get; init; }

    /// <summary>Standard deviation of the component means weighted by their shares, in the unit of the feature.</summary>
    public double Weighted { get; init; } = double.NaN;

    /// <summary><see cref="Value"/> divided by the standard deviation of the feature over the sub-regions.</summary>
    public double Scaled { get; init; } = double.NaN;

    /// <summary>Lower limit of the bootstrap interval; NaN when not computed.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit of the bootstrap interval; NaN when not computed.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Width of the interval; NaN when not computed.</summary>
    public double Width => Upper - Lower;

    /// <summary>Why <see cref="Value"/> is NaN.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Why there is no interval, when one was asked for.</summary>
    public Problem? IntervalReason { get; init; }
}
