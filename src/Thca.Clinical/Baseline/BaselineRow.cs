using Thca.Clinical.Schemas;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Baseline;

/// <summary>One line of a baseline table: a variable, or one level of a variable.</summary>
public sealed record BaselineRow
{
    /// <summary>The variable.</summary>
    public required string Variable { get; init; }

    /// <summary>Text for display.</summary>
    public required string Label { get; init; }

    /// <summary>Unit; may be empty.</summary>
    public required string Unit { get; init; }

    /// <summary>The level; empty on the line of the variable.</summary>
    public string Level { get; init; } = "";

    /// <summary>What the variable measures.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Summary over all groups.</summary>
    public required GroupSummary Overall { get; init; }

    /// <summary>Summary of every group.</summary>
    public required IReadOnlyList<GroupSummary> Groups { get; init; }

    /// <summary>Test of a difference between the groups; null on level lines.</summary>
    public HypothesisTestResult? Test { get; init; }

    /// <summary>P-value adjusted by Benjamini and Hochberg over all variables; NaN on level lines.</summary>
    public double AdjustedP { get; init; } = double.NaN;

    /// <summary>Standardised mean difference (mean absolute of all pairs with more than two groups); null on level lines.</summary>
    public StandardizedDifference? Difference { get; init; }

    /// <summary>Remarks.</summary>
    public string Note { get; init; } = "";
}
