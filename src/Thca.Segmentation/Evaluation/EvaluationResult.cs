using Thca.Core.Provenance;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Evaluation;

/// <summary>Result of an evaluation.</summary>
/// <param name="Labels">The labels.</param>
/// <param name="Cases">Every case, by identifier; those that failed too.</param>
/// <param name="Options">How it was evaluated.</param>
public sealed record EvaluationResult(LabelSet Labels, IReadOnlyList<CaseEvaluation> Cases, EvaluationOptions Options)
{
    /// <summary>Mean of a metric of one label over the cases where it is defined; NaN where it never is.</summary>
    /// <param name="label">A foreground label.</param>
    /// <param name="metric">The metric.</param>
    public double Mean(int label, Func<MaskPairMetrics, double> metric) =>
        MeanOf(Cases.Where(c => c.Labels.Succeeded).Select(c => metric(c.Labels.Value[label])), skipNaN: true);

    /// <summary>Mean over the foreground labels of their means; in reference mode NaN as soon as one label's is.</summary>
    /// <param name="metric">The metric.</param>
    public double ForegroundMean(Func<MaskPairMetrics, double> metric) =>
        MeanOf(Labels.Foreground.Select(l => Mean(l, metric)), Options.Mode == AnalysisMode.Sound);

    /// <summary>Foreground labels whose Dice is defined in no case: absent everywhere in prediction and truth.</summary>
    public IReadOnlyList<int> LabelsNeverSeen => [.. Labels.Foreground.Where(l => double.IsNaN(Mean(l, m => m.Dice)))];

    private static double MeanOf(IEnumerable<double> values, bool skipNaN)
    {
        double sum = 0;
        int n = 0;
        foreach (double v in values)
        {
            if (skipNaN && double.IsNaN(v)) continue;
            sum += v;
            n++;
        }

        return n == 0 ? double.NaN : sum / n;
    }
}
