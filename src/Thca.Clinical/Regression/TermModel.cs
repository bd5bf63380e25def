using Thca.Core.Outcomes;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;

namespace Thca.Clinical.Regression;

/// <summary>A model of some terms fitted to one table or to several imputed ones.</summary>
public sealed record TermModel
{
    /// <summary>The terms in order.</summary>
    public required IReadOnlyList<TermCoding> Terms { get; init; }

    /// <summary>One fit per table; empty when the model could not be fitted.</summary>
    public required IReadOnlyList<LogisticFit> Fits { get; init; }

    /// <summary>Rows of the table that the model used (of the first table, when several).</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    /// <summary>Rows left out because a value or the outcome is missing.</summary>
    public required int Dropped { get; init; }

    /// <summary>The lines of the table.</summary>
    public required IReadOnlyList<RegressionRow> Lines { get; init; }

    /// <summary>Test of every term.</summary>
    public required IReadOnlyList<HypothesisTestResult> TermTests { get; init; }

    /// <summary>Why the model could not be fitted; null when it was.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Remarks on the model.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>The first fit.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public LogisticFit First => Fits.Count > 0 ? Fits[0] : throw new InvalidOperationException($"The model was not fitted: {Reason}");
}
