using Thca.Core.Cohorts;
using Thca.Core.Errors;

namespace Thca.Modeling.Data;

/// <summary>Patients with features and a known binary outcome.</summary>
public sealed record LabelledMatrix
{
    private readonly bool[] _outcome;

    /// <summary>Pairs features with outcomes.</summary>
    /// <param name="features">The features.</param>
    /// <param name="outcome">True for the event (M1), one per row.</param>
    /// <exception cref="TableException">The lengths differ.</exception>
    public LabelledMatrix(FeatureMatrix features, bool[] outcome)
    {
        if (features.RowCount != outcome.Length)
            throw new TableException(FormattableString.Invariant($"{features.RowCount} patients but {outcome.Length} outcomes."));
        (Features, _outcome) = (features, outcome);
    }

    /// <summary>The features.</summary>
    public FeatureMatrix Features { get; }

    /// <summary>Whether each patient had the event.</summary>
    public ReadOnlySpan<bool> Outcome => _outcome;

    /// <summary>Number of patients.</summary>
    public int RowCount => _outcome.Length;

    /// <summary>Number of patients with the event.</summary>
    public int Events => _outcome.AsSpan().Count(true);

    /// <summary>Share of patients with the event.</summary>
    public double Prevalence => (double)Events / RowCount;

    /// <summary>The rows given, in that order; a row may repeat.</summary>
    public LabelledMatrix SelectRows(IReadOnlyList<int> rows) => new(Features.SelectRows(rows), [.. rows.Select(r => _outcome[r])]);

    /// <summary>The columns given, in that order.</summary>
    public LabelledMatrix SelectColumns(IReadOnlyList<int> columns) => new(Features.SelectColumns(columns), _outcome);

    /// <summary>Splits by a fold assignment: everything outside the fold to learn from, the fold to be judged on.</summary>
    /// <param name="folds">Fold of every row.</param>
    /// <param name="fold">The fold held out.</param>
    /// <param name="name">Where the fold comes from, for messages.</param>
    public (TrainingFold<LabelledMatrix> Train, EvaluationFold<LabelledMatrix> Held) Split(IReadOnlyList<int> folds, int fold, string name)
    {
        int[] train = [.. Enumerable.Range(0, RowCount).Where(r => folds[r] != fold)], held = [.. Enumerable.Range(0, RowCount).Where(r => folds[r] == fold)];
        return (new TrainingFold<LabelledMatrix>(SelectRows(train), name), new EvaluationFold<LabelledMatrix>(SelectRows(held), name));
    }
}
