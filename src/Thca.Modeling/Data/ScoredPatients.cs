namespace Thca.Modeling.Data;

/// <summary>Predictions of patients with a known outcome, e.g. inner out-of-fold predictions a calibrator or threshold is learnt from.</summary>
public sealed record ScoredPatients
{
    private readonly bool[] _outcome;
    private readonly double[] _scores;

    /// <summary>Pairs outcomes with scores.</summary>
    /// <param name="outcome">Whether each patient had the event.</param>
    /// <param name="scores">Probability or log-odds, as the user of the record says.</param>
    public ScoredPatients(bool[] outcome, double[] scores)
    {
        if (outcome.Length != scores.Length) throw new ArgumentException("Outcomes and scores differ in number.", nameof(scores));
        (_outcome, _scores) = (outcome, scores);
    }

    /// <summary>Whether each patient had the event.</summary>
    public ReadOnlySpan<bool> Outcome => _outcome;

    /// <summary>The scores.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Number of patients with the event.</summary>
    public int Events => _outcome.AsSpan().Count(true);

    /// <summary>The patients given, in that order; a patient may repeat.</summary>
    public ScoredPatients Select(IReadOnlyList<int> rows) => new([.. rows.Select(r => _outcome[r])], [.. rows.Select(r => _scores[r])]);
}
