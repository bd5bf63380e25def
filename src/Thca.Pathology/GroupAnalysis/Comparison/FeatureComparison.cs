using Thca.Core.Features;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Statistics.Effects;

namespace Thca.Pathology.GroupAnalysis.Comparison;

/// <summary>One feature compared between two groups of patients; every effect is signed, second group (High, or with metastasis) minus first.</summary>
public sealed record FeatureComparison
{
    /// <summary>The feature.</summary>
    public required StudyVariable Variable { get; init; }

    /// <summary>The first group: Low, or without metastasis.</summary>
    public required GroupSummary Low { get; init; }

    /// <summary>The second group: High, or with metastasis.</summary>
    public required GroupSummary High { get; init; }

    /// <summary>Hodges-Lehmann shift with interval; null when nothing was tested.</summary>
    public HodgesLehmann? Shift { get; init; }

    /// <summary>Cliff's delta with bootstrap interval; null when nothing was tested.</summary>
    public CliffsDelta? Delta { get; init; }

    /// <summary>Hedges' g with noncentral t interval; null when nothing was tested.</summary>
    public HedgesG? G { get; init; }

    /// <summary>p of the rank sum test by permutation; NaN when nothing was tested.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>The smallest p that any assignment of these values could give.</summary>
    public double SmallestP { get; init; } = double.NaN;

    /// <summary>Benjamini-Hochberg q within the family.</summary>
    public double Q { get; init; } = double.NaN;

    /// <summary>Holm-adjusted p over the primary endpoints; NaN for others.</summary>
    public double Holm { get; init; } = double.NaN;

    /// <summary>Area under the curve that a study of this size detects with the wanted power; NaN when none.</summary>
    public double DetectableAuc { get; init; } = double.NaN;

    /// <summary>p of the rank ANCOVA given the covariates; NaN without covariates.</summary>
    public double AdjustedP { get; init; } = double.NaN;

    /// <summary>How it went.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>What goes with the result: EXPLORATORY, MONTE_CARLO, NO_INTERVALS, flags of the groups.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Whether a test was made.</summary>
    public bool IsTested => !double.IsNaN(P);

    /// <summary>p after adjustment: Holm for a primary endpoint, q for the others.</summary>
    public double Adjusted => Variable.IsPrimary ? Holm : Q;
}
