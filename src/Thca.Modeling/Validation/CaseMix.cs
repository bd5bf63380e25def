using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Statistics.Calibration;
using Thca.Statistics.Regression;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;
using Thca.Statistics.Summaries;

namespace Thca.Modeling.Validation;

/// <summary>
/// How different the external patients are (Debray et al., 2015): mean and standard deviation of the linear predictor, and the cross-validated AUC of
/// a membership model that tells the cohorts apart by the model's features; 0.5 means they cannot be told apart.
/// </summary>
/// <param name="DevelopmentMean">Mean log-odds of the development patients, out of fold, with the limits of a bootstrap of patients.</param>
/// <param name="DevelopmentDeviation">Their standard deviation.</param>
/// <param name="ExternalMean">Mean log-odds of the external patients.</param>
/// <param name="ExternalDeviation">Their standard deviation.</param>
/// <param name="Membership">AUC of the membership model with its DeLong interval; undefined where the development rows are not kept.</param>
public sealed record CaseMix(MetricEstimate DevelopmentMean, MetricEstimate DevelopmentDeviation, MetricEstimate ExternalMean, MetricEstimate ExternalDeviation, MetricEstimate Membership)
{
    private const int Folds = 5;
    private const int Replicates = 1000;

    /// <summary>Compares two cohorts.</summary>
    /// <param name="development">Out-of-fold predictions.</param>
    /// <param name="external">Predictions of the frozen model.</param>
    /// <param name="developmentRows">Model features of the development patients, or null.</param>
    /// <param name="externalRows">Model features of the external patients, row after row.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="compute">Threads.</param>
    /// <param name="ct">Stops between folds.</param>
    public static CaseMix Of(
        PredictedCohort development, PredictedCohort external, FeatureMatrix? developmentRows, IReadOnlyList<double[]> externalRows, RandomSeed? seed = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        RandomSeed run = seed ?? RandomSeed.Default;
        (MetricEstimate mean, MetricEstimate deviation) = Spread(development, run, "internal");
        (MetricEstimate externalMean, MetricEstimate externalDeviation) = Spread(external, run, "external");
        MetricEstimate membership = developmentRows is null || developmentRows.RowCount < Folds || externalRows.Count < Folds
            ? MetricEstimate.Undefined
            : MembershipAuc([.. Enumerable.Range(0, developmentRows.RowCount).Select(developmentRows.Row)], externalRows, run, compute, ct);
        return new CaseMix(mean, deviation, externalMean, externalDeviation, membership);
    }

    internal TextTable Table(PredictedCohort development, PredictedCohort external)
    {
        string[] Row(string cohort, PredictedCohort p, params MetricEstimate[] estimates) =>
        [
            cohort, CellText.Of(p.Outcome.Length), CellText.Of(p.Outcome.Count(y => y)), CellText.Of((double)p.Outcome.Count(y => y) / p.Outcome.Length),
            .. estimates.SelectMany(e => new[] { CellText.Of(e.Value), CellText.Of(e.Lower), CellText.Of(e.Upper) }),
        ];
        return new TextTable(
            ["Cohort", "N", "Events", "Prevalence", "Mean_LP", "Mean_LP_Lower", "Mean_LP_Upper", "SD_LP", "SD_LP_Lower", "SD_LP_Upper", "Membership_AUC", "Membership_Lower", "Membership_Upper"],
            [Row("internal", development, DevelopmentMean, DevelopmentDeviation, MetricEstimate.Undefined), Row("external", external, ExternalMean, ExternalDeviation, Membership)]);
    }

    private static (MetricEstimate Mean, MetricEstimate Deviation) Spread(PredictedCohort cohort, RandomSeed seed, string name)
    {
        double[] logOdds = CalibrationMeasures.LogOdds(cohort.MeanProbability());
        double[][] samples = [.. Enumerable.Range(0, Replicates).Select(b => Array.ConvertAll(StratifiedBootstrap.Draw(cohort.Outcome, seed.Stream("bootstrap/case-mix", name, b)), r => logOdds[r]))];
        MetricEstimate Of(Func<double[], double> statistic)
        {
            (double lower, double upper) = BootstrapInterval.Percentile(Array.ConvertAll(samples, s => statistic(s)));
            return new MetricEstimate(statistic(logOdds), lower, upper, "bootstrap-percentile") { Replicates = Replicates };
        }

        return (Of(v => Moments.Mean(v)), Of(v => Moments.StandardDeviation(v, lost: 1)));
    }

    private static MetricEstimate MembershipAuc(double[][] development, IReadOnlyList<double[]> external, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        double[][] rows = [.. development, .. external];
        bool[] isExternal = [.. rows.Select((_, i) => i >= development.Length)];
        double[][] columns = [.. Enumerable.Range(0, rows[0].Length).Select(c => Standardised([.. rows.Select(r => r[c])]))];
        DesignMatrix design = DesignMatrix.Create(rows.Length, columns.Select((c, j) => (FormattableString.Invariant($"x{j}"), c)));
        int[] fold = StratifiedKFold.Assign(isExternal, Folds, seed.Stream("split/membership", ""));
        var scores = new double[rows.Length];
        double[][] fits = OrderedParallel.Map(
            Folds,
            f =>
            {
                int[] train = [.. Enumerable.Range(0, rows.Length).Where(r => fold[r] != f)];
                return RidgeLogisticRegression.Fit(design.SelectRows(train), [.. train.Select(r => isExternal[r] ? 1.0 : 0.0)]);
            },
            compute,
            ct);
        for (int f = 0; f < Folds; f++)
        {
            double[] all = design.Multiply(fits[f]);
            for (int r = 0; r < rows.Length; r++)
            {
                if (fold[r] == f) scores[r] = all[r];
            }
        }

        AucEstimate auc = DeLong.Auc(isExternal, scores);
        return new MetricEstimate(auc.Value, auc.Lower, auc.Upper, "delong-logit");
    }

    /// <summary>Centred and scaled; a missing value is the mean.</summary>
    private static double[] Standardised(double[] column)
    {
        double[] known = [.. column.Where(v => !double.IsNaN(v))];
        double mean = known.DefaultIfEmpty(0).Average(), deviation = Math.Sqrt(known.Select(v => (v - mean) * (v - mean)).DefaultIfEmpty(0).Average());
        return Array.ConvertAll(column, v => double.IsNaN(v) || deviation == 0 ? 0 : (v - mean) / deviation);
    }
}
