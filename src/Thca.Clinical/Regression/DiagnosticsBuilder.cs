using Thca.Clinical.Tables;
using Thca.Core.Compute;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Statistics.Resampling;
using Thca.Statistics.Roc;

namespace Thca.Clinical.Regression;

/// <summary>Computes the diagnostics of a fitted model.</summary>
internal static class DiagnosticsBuilder
{
    public static ModelDiagnostics Build(TermModel model, ClinicalTable table, RegressionOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        LogisticFit fit = model.First;
        bool[] y = [.. fit.Outcome.Select(v => v == 1)];
        double[] fitted = [.. fit.Fitted];
        double[] vif = VarianceInflation.OfColumns(fit.Design);
        AucEstimate auc = DeLong.Auc(y, fitted);
        List<string> flags = [.. model.Flags];
        (string, double)[] terms = [.. model.Terms.Select(t => (t.Name, TermInflation(fit, t)))];
        if (terms.Any(t => t.Item2 >= 10)) flags.Add("VIF_HIGH");
        else if (terms.Any(t => t.Item2 >= 5)) flags.Add("VIF_RAISED");
        return new ModelDiagnostics
        {
            Count = fit.Count, Events = fit.Events, EventsPerVariable = EventsPerVariable.Of(fit.Design, [.. fit.Outcome]),
            Estimator = fit.Estimator == LogisticEstimator.Firth ? "Firth" : "maximum likelihood",
            LogLikelihood = fit.LogLikelihood, Aic = fit.Aic, Bic = fit.Bic, Global = LogisticInference.Global(fit), Fit = ModelFit.Of(fit), Auc = auc,
            OptimismCorrectedAuc = options.OptimismReplicates == 0 ? double.NaN : auc.Value - Optimism(fit, y, options, compute, ct),
            HosmerLemeshow = HosmerLemeshow.Test([.. fit.Outcome], fitted),
            ColumnInflation = [.. fit.Design.Names.Skip(1).Select((n, i) => (n, vif[i]))],
            TermInflation = terms,
            Influential = [.. Enumerable.Range(0, fit.Count).Where(i => Cook(fit, i) > 4.0 / fit.Count).Select(i => model.Rows[i])],
            NonLinearity = [.. model.Terms.Where(t => t.Definition.IsNumeric).Select(t => (t.Name, NonLinear(t, table, options)))],
            Flags = flags,
        };
    }

    public static double TermInflation(LogisticFit fit, TermCoding term)
    {
        int[] index = [.. Enumerable.Range(1, fit.Design.Columns - 1).Where(j => fit.Design.Names[j] == term.Name || fit.Design.Names[j].StartsWith(term.Name + "=", StringComparison.Ordinal)).Select(j => j - 1)];
        return index.Length == 0 ? double.NaN : Math.Pow(VarianceInflation.Generalized(VarianceInflation.Correlation(fit.Design), index), 1.0 / index.Length);
    }

    /// <summary>Mean over refits of: area in the resample minus area of the refitted model in the original data (Harrell).</summary>
    private static double Optimism(LogisticFit fit, bool[] y, RegressionOptions options, ComputeOptions? compute, CancellationToken ct)
    {
        LogisticOptions refit = fit.Options with { Estimator = fit.Estimator, DetectSeparation = false, FirthTolerance = 1e-6 };
        double[] gaps = StratifiedBootstrap.Replicate(y, options.OptimismReplicates, rows => Gap(fit, y, rows, refit), options.Seed, "optimism", compute, ct);
        double[] usable = [.. gaps.Where(g => !double.IsNaN(g))];
        return usable.Length == 0 ? double.NaN : usable.Average();
    }

    private static double Gap(LogisticFit fit, bool[] y, int[] rows, LogisticOptions options)
    {
        DesignMatrix sample = fit.Design.SelectRows(rows);
        double[] outcome = Array.ConvertAll(rows, r => y[r] ? 1.0 : 0.0);
        LogisticFit again = LogisticRegression.Fit(sample, outcome, options);
        double[] scores = again.LinearPredictor(fit.Design);
        return RocCurve.Auc(Array.ConvertAll(rows, r => y[r]), Array.ConvertAll(rows, r => scores[r])) - RocCurve.Auc(y, scores);
    }

    /// <summary>r² h / (k (1-h)²) with the Pearson residual r.</summary>
    private static double Cook(LogisticFit fit, int i)
    {
        double mu = fit.Fitted[i], h = fit.Leverage[i], r = (fit.Outcome[i] - mu) / Math.Sqrt(Math.Max(mu * (1 - mu), 1e-300));
        return r * r * h / (fit.Coefficients.Count * (1 - h) * (1 - h));
    }

    private static double NonLinear(TermCoding term, ClinicalTable table, RegressionOptions options)
    {
        double[] x = term.Columns(table[term.Name])[0].Values;
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(r => double.IsFinite(x[r]) && !double.IsNaN(table.Outcome![r]))];
        double[] values = Array.ConvertAll(rows, r => x[r]), y = Array.ConvertAll(rows, r => table.Outcome![r]);
        double[] knots = RestrictedCubicSpline.FourKnots(values);
        if (knots.Length < 3 || y.Sum() < options.MinimumEvents || y.Sum() == y.Length) return double.NaN;
        double[][] terms = RestrictedCubicSpline.NonLinearTerms(values, knots);
        DesignMatrix design = DesignMatrix.Create(rows.Length, [("x", values), .. terms.Select((t, i) => ($"spline{i + 1}", t))]);
        LogisticFit fit = LogisticRegression.Fit(design, y, options.ToLogistic());
        int[] index = [.. Enumerable.Range(2, fit.Design.Columns - 2)];
        return fit.Converged && index.Length > 0 ? LogisticInference.LikelihoodRatio(fit, index).PValue : double.NaN;
    }
}
