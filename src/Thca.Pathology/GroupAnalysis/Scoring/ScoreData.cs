namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>Features and outcome of patients, for a composite score.</summary>
/// <param name="Names">Names of the features.</param>
/// <param name="Columns">Values feature by feature, one per patient; NaN where missing.</param>
/// <param name="Outcome">Whether the patient has the outcome.</param>
public sealed record ScoreData(IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<bool> Outcome)
{
    /// <summary>Number of patients.</summary>
    public int Patients => Outcome.Count;

    /// <summary>The data without one patient.</summary>
    public ScoreData Without(int patient) => new(
        Names,
        [.. Columns.Select(c => c.Where((_, i) => i != patient).ToArray())],
        [.. Outcome.Where((_, i) => i != patient)]);

    /// <summary>The features of one patient.</summary>
    public double[] Row(int patient) => [.. Columns.Select(c => c[patient])];
}
