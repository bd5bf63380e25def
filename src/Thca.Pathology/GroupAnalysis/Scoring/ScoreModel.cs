using Thca.Core.Cohorts;

namespace Thca.Pathology.GroupAnalysis.Scoring;

/// <summary>A composite score with fixed features, scales, weights and directions, learnt from training patients only.</summary>
/// <param name="Terms">The features.</param>
/// <param name="Patients">Number of training patients.</param>
public sealed record ScoreModel(IReadOnlyList<ScoreTerm> Terms, int Patients)
{
    /// <summary>
    /// Learns a score: features with a rank sum p below the entry level (the smallest p fill up to the minimum), standardised, weighted by Cliff's
    /// delta between the outcomes, which also gives the direction.
    /// </summary>
    /// <param name="fold">Training patients.</param>
    /// <param name="options">Entry level and minimum.</param>
    public static ScoreModel Fit(TrainingFold<ScoreData> fold, GroupAnalysisOptions options) =>
        new PreparedTraining(fold).Learn(fold.Data.Outcome, options);

    /// <summary>The score of one patient: Σ weight · z; a missing value counts as the training median.</summary>
    /// <param name="value">Value of a feature by name.</param>
    public double Score(Func<string, double> value)
    {
        double sum = 0;
        foreach (ScoreTerm t in Terms)
        {
            double v = value(t.Feature);
            sum += t.Weight * ((double.IsNaN(v) ? t.Median : v) - t.Mean) / t.StandardDeviation;
        }

        return sum;
    }
}
