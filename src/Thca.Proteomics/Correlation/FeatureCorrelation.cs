using Thca.Core.Features;
using Thca.Statistics.Correlation;

namespace Thca.Proteomics.Correlation;

/// <summary>The correlation of a protein with an imaging or pathology feature over all patients that have both.</summary>
public sealed record FeatureCorrelation
{
    /// <summary>Family within which q is adjusted.</summary>
    public required FeatureFamily Family { get; init; }

    /// <summary>The protein.</summary>
    public required string Protein { get; init; }

    /// <summary>The feature.</summary>
    public required string Feature { get; init; }

    /// <summary>Whether the feature was declared primary beforehand.</summary>
    public required bool IsPrimary { get; init; }

    /// <summary>ok, TOO_FEW_PAIRS or CONSTANT.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>Spearman's correlation with p and interval.</summary>
    public CorrelationResult Spearman { get; init; } = new() { Method = "Spearman" };

    /// <summary>Kendall's tau-b.</summary>
    public double TauB { get; init; } = double.NaN;

    /// <summary>Spearman's correlation given risk group and, where known, age.</summary>
    public CorrelationResult Partial { get; init; } = new() { Method = "partial Spearman" };

    /// <summary>p adjusted within the family (Benjamini-Hochberg).</summary>
    public double Q { get; init; } = double.NaN;
}
