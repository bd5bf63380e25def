using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>A composite score judged on patients it was not learnt from.</summary>
public sealed record CompositeScoreResult
{
    /// <summary>ok, or why there is no score: NO_OUTCOME, TOO_FEW_EVENTS, NO_COLUMNS.</summary>
    public required RowStatus Status { get; init; }

    /// <summary>
    /// Score per patient of the cohort: held out for development patients, by the frozen score for external ones; NaN for a development patient
    /// whose outcome is unknown, or when there is no score.
    /// </summary>
    public required IReadOnlyList<double> OutOfFold { get; init; }

    /// <summary>Number of features in the score that a patient was judged by; 0 where there is none.</summary>
    public IReadOnlyList<int> FeatureCounts { get; init; } = [];

    /// <summary>Whether a patient's score comes from the frozen score instead of a held-out one; empty without a score.</summary>
    public IReadOnlyList<bool> IsExternal { get; init; } = [];

    /// <summary>The frozen score against the outcome of external patients; null without such patients of both outcomes.</summary>
    public ScoreDiscrimination? External { get; init; }

    /// <summary>Against the outcome of development patients; null without a score.</summary>
    public ScoreDiscrimination? Outcome { get; init; }

    /// <summary>Against the risk group of development patients; null without a score or when only one group has scores.</summary>
    public ScoreDiscrimination? RiskGroup { get; init; }

    /// <summary>Share of outcome assignments for which the entire procedure reaches the area or more.</summary>
    public double P { get; init; } = double.NaN;

    /// <summary>Assignments behind <see cref="P"/>.</summary>
    public int Permutations { get; init; }

    /// <summary>Whether they are all that exist.</summary>
    public bool IsExhaustive { get; init; }

    /// <summary>The score fitted once on all development patients, for use elsewhere; null without a score.</summary>
    public ScoreModel? Frozen { get; init; }

    /// <summary>EXPLORATORY below the wanted number of events, and flags of the groups.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
