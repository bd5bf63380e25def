using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;

namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>What the figures of a comparison show, ready to draw.</summary>
public sealed record GroupFigures
{
    private const int MostBoxes = 3;

    /// <summary>Cliff's delta per family.</summary>
    public required IReadOnlyList<ForestFigure> Forests { get; init; }

    /// <summary>Hedges' g of all tested features.</summary>
    public required ForestFigure Differences { get; init; }

    /// <summary>Primary endpoints and the smallest p-values, patient by patient.</summary>
    public required IReadOnlyList<BoxFigure> Boxes { get; init; }

    /// <summary>Cell types per patient; null when no table has shares.</summary>
    public CompositionFigure? Composition { get; init; }

    /// <summary>Correlations by block.</summary>
    public required IReadOnlyList<CorrelationFigure> Correlations { get; init; }

    /// <summary>Held-out scores; empty without a score.</summary>
    public required IReadOnlyList<ScorePoint> Scores { get; init; }

    /// <summary>Takes the figures from a result.</summary>
    public static GroupFigures Of(GroupStudyResult result)
    {
        FeatureComparison[] tested = [.. result.Tests.Where(t => t.IsTested)];
        return new GroupFigures
        {
            Forests =
            [
                .. tested.GroupBy(t => t.Variable.Family).Select(f => new ForestFigure($"forest_{f.Key}", "Cliff's delta, High minus Low",
                    [.. f.OrderByDescending(t => t.Delta!.Value).ThenBy(t => t.Variable.Name, StringComparer.Ordinal).Select(t => Point(t, t.Delta!.Value, t.Delta.Lower, t.Delta.Upper))])),
            ],
            Differences = new ForestFigure("difference_direction", "standardised difference (Hedges' g, standard deviations), High minus Low",
                [.. tested.OrderByDescending(t => t.G!.Value).ThenBy(t => t.Variable.Name, StringComparer.Ordinal).Select(t => Point(t, t.G!.Value, t.G.Lower, t.G.Upper))]),
            Boxes = [.. tested.Where(t => t.Variable.IsPrimary).Concat(tested.Where(t => !t.Variable.IsPrimary).OrderBy(t => t.P).Take(MostBoxes)).Select(t => Box(t, result))],
            Composition = CompositionOf(result),
            Correlations = [.. CorrelationBlock.All.Select(b => Grid(b, [.. result.Correlations.Where(c => c.Block == b)])).Where(f => f.Cells.Count > 0)],
            Scores = [.. Enumerable.Range(0, result.Cohort.Patients.Count).Where(i => !double.IsNaN(result.Score.OutOfFold[i]) && !result.Score.IsExternal[i]).Select(i => new ScorePoint(result.Cohort.Patients[i], result.Score.OutOfFold[i], result.Cohort.Groups[i], result.Cohort.Outcome[i]))],
        };
    }

    private static ForestPoint Point(FeatureComparison t, double effect, double lower, double upper) =>
        new(t.Variable.Name, t.Low.Count, t.High.Count, effect, lower, upper, t.Adjusted, t.Variable.IsPrimary);

    private static BoxFigure Box(FeatureComparison t, GroupStudyResult result)
    {
        RandomStream jitter = result.Seed.Stream("jitter", t.Variable.Name);
        var points = new List<BoxPoint>();
        for (int i = 0; i < result.Cohort.Patients.Count; i++)
        {
            double shift = 2 * jitter.NextDouble() - 1;
            if (!double.IsNaN(t.Variable.Values[i])) points.Add(new BoxPoint(result.Cohort.Patients[i], result.Cohort.Groups[i], t.Variable.Values[i], shift));
        }

        return new BoxFigure(t.Variable.Name, points, t.Low.Median, t.High.Median, t.Shift!.Shift);
    }

    private static CompositionFigure? CompositionOf(GroupStudyResult result)
    {
        IReadOnlyList<StudyVariable> shares = result.Cohort.Shares;
        if (shares.Count == 0) return null;
        return new CompositionFigure(
            [.. shares.Select(s => s.Name)],
            [.. Enumerable.Range(0, result.Cohort.Patients.Count).OrderBy(i => result.Cohort.Groups[i]).Select(i => new CompositionBar(result.Cohort.Patients[i], result.Cohort.Groups[i], [.. shares.Select(s => s.Values[i])]))]);
    }

    private static CorrelationFigure Grid(string block, ImagingCorrelation[] cells) => new(block, [.. cells.Select(c => c.Row).Distinct()], [.. cells.Select(c => c.Column).Distinct()], cells);
}
