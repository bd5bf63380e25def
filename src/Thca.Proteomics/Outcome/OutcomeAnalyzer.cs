using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Regression;
using Thca.Statistics.Summaries;

namespace Thca.Proteomics.Outcome;

/// <summary>Tests proteins against actual metastasis: what the claim is about, while the risk group is only its prediction.</summary>
public static class OutcomeAnalyzer
{
    /// <summary>Name of the grouping in results.</summary>
    public const string Column = "M_stage";

    /// <summary>Analyses the panel of a study against metastasis.</summary>
    /// <param name="study">The comparison of the risk groups; its table must know the metastasis.</param>
    /// <param name="compute">Proteins at once; default all cores.</param>
    /// <param name="progress">Reported after every protein.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>One row per protein; empty when the table does not know the metastasis or only one outcome occurs.</returns>
    /// <exception cref="OptionsException">An option is outside its range.</exception>
    public static IReadOnlyList<ProteinOutcome> Analyze(
        ProteinStudy study, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        IReadOnlyList<int> outcome = study.Table.Metastasis;
        if (!outcome.Contains(0) || !outcome.Contains(1)) return [];
        ProteinTable table = study.Table.WithGroups(outcome, Column) with { Flags = [], Resubstituted = [] };
        ProteinStudy byOutcome = ProteinAnalyzer.Analyze(table, study.Options, new RandomSeed(study.Seed.DeriveInt32("protein-outcome")), compute, progress, ct);
        return [.. byOutcome.Results.Select((r, i) =>
        {
            (Estimate odds, double p) = r.IsTested ? Firth(table.Proteins[i], outcome, ct) : (Estimate.None, double.NaN);
            return new ProteinOutcome(r, odds, p, study.Results[i].IsTested ? study.Results[i].Direction : ExpectedDirection.NotStated);
        })];
    }

    private static (Estimate Odds, double P) Firth(ProteinValues protein, IReadOnlyList<int> outcome, CancellationToken ct)
    {
        int[] rows = [.. Enumerable.Range(0, outcome.Count).Where(i => outcome[i] >= 0 && !double.IsNaN(protein.Values[i]))];
        double[] x = [.. rows.Select(i => protein.Values[i])], y = [.. rows.Select(i => (double)outcome[i])];
        if (protein.Scale != ScaleType.Grade4)
        {
            double sd = Moments.StandardDeviation(x);
            x = Array.ConvertAll(x, v => v / sd);
        }

        DesignMatrix design = DesignMatrix.Create(x.Length, [(protein.Protein.Column, x)]);
        LogisticFit fit = LogisticRegression.Fit(design, y, new LogisticOptions { Estimator = LogisticEstimator.Firth }, ct: ct);
        CoefficientResult c = LogisticInference.Coefficient(fit, 1, ct);
        return (new Estimate(c.OddsRatio, c.OddsRatioLower, c.OddsRatioUpper), c.PValue);
    }
}
