using Thca.Clinical.RiskScores;
using Thca.Clinical.Tables;
using Thca.Statistics.Distributions;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Statistics.Roc;

namespace Thca.Clinical.Regression;

/// <summary>What scores add to the clinical terms of a model, on the same patients.</summary>
/// <param name="Added">The score groups that were added.</param>
/// <param name="Count">Patients complete for all terms and scores.</param>
/// <param name="Test">Likelihood ratio test against the clinical terms alone; undefined when a model needed Firth's estimate.</param>
/// <param name="Auc">Areas with and without the scores, compared by DeLong.</param>
/// <param name="AicChange">AIC with the scores minus AIC without.</param>
public sealed record ScoreContribution(IReadOnlyList<string> Added, int Count, HypothesisTestResult Test, AucComparison Auc, double AicChange)
{
    /// <summary>Every score alone and all together, added to the clinical terms of the multivariable model.</summary>
    /// <param name="result">A training analysis.</param>
    /// <param name="table">Its table with the risk groups (one table; with imputations the first).</param>
    /// <param name="scores">Names of the scores.</param>
    /// <param name="options">Settings of the analysis.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>Empty without clinical terms or when the models cannot be fitted.</returns>
    public static IReadOnlyList<ScoreContribution> Of(RegressionResult result, ClinicalTable table, IReadOnlyList<string> scores, RegressionOptions? options = null, CancellationToken ct = default)
    {
        string[] groups = [.. scores.Select(RiskGroups.GroupColumn).Where(g => table.Find(g) is not null)];
        TermCoding[] clinical = [.. (result.Multivariable?.Terms ?? []).Where(t => !groups.Contains(t.Name))];
        if (clinical.Length == 0 || groups.Length == 0) return [];
        TermCoding[] coded = [.. groups.Select(g => TermCoding.Learn(table[g]))];
        var fitter = new TermModelFitter([table], options ?? new RegressionOptions(), ct);
        TermModel all = fitter.Fit([.. clinical, .. coded], "scores");
        if (all.Fits.Count == 0) return [];
        // Nested models must see the same patients.
        var same = new TermModelFitter([table.SelectRows(all.Rows)], options ?? new RegressionOptions(), ct);
        TermModel without = same.Fit(clinical, "scores");
        if (without.Fits.Count == 0) return [];
        IEnumerable<TermCoding[]> sets = coded.Length > 1 ? coded.Select(c => (TermCoding[])[c]).Append(coded) : [coded];
        return [.. sets.Select(s => Compare(without, same.Fit([.. clinical, .. s], "scores"), s)).OfType<ScoreContribution>()];
    }

    private static ScoreContribution? Compare(TermModel without, TermModel with, TermCoding[] added)
    {
        if (with.Fits.Count == 0) return null;
        LogisticFit small = without.First, large = with.First;
        int df = large.Coefficients.Count - small.Coefficients.Count;
        bool likelihood = df > 0 && small.Converged && large.Converged && small.Estimator == LogisticEstimator.MaximumLikelihood && large.Estimator == LogisticEstimator.MaximumLikelihood;
        double statistic = Math.Max(0, 2 * (large.LogLikelihood - small.LogLikelihood));
        HypothesisTestResult test = likelihood
            ? new HypothesisTestResult { Method = "likelihood ratio", Statistic = statistic, DegreesOfFreedom = df, PValue = ChiSquaredDistribution.UpperTail(statistic, df) }
            : HypothesisTestResult.Undefined("likelihood ratio", "A model needed Firth's estimate or the scores are aliased.");
        bool[] y = [.. large.Outcome.Select(v => v == 1)];
        return new ScoreContribution([.. added.Select(a => a.Name)], large.Count, test, DeLong.Compare(y, [.. large.Fitted], [.. small.Fitted]), large.Aic - small.Aic);
    }
}
