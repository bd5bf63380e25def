using Thca.Clinical.Imputation;
using Thca.Clinical.Tables;
using Thca.Core.Outcomes;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;

namespace Thca.Clinical.Regression;

/// <summary>Fits one set of terms to one or several (imputed) tables and lays out the lines.</summary>
internal sealed class TermModelFitter(IReadOnlyList<ClinicalTable> tables, RegressionOptions options, CancellationToken ct)
{
    public TermModel Fit(IReadOnlyList<TermCoding> terms, string model)
    {
        ClinicalTable table = tables[0];
        List<(string Name, double[] Values)>[] columns = [.. tables.Select(t => terms.SelectMany(c => c.Columns(t[c.Name])).ToList())];
        int[] rows = CompleteRows(table, columns[0]);
        double[] y = [.. rows.Select(r => table.Outcome![r])];
        var empty = new TermModel { Terms = terms, Fits = [], Rows = rows, Dropped = table.RowCount - rows.Length, Lines = [], TermTests = [] };
        int slopes = columns[0].Count;
        if (Refusal(y, slopes) is { } refusal) return Failed(empty, refusal, model, y);
        bool tooFew = Math.Min(y.Sum(), y.Length - y.Sum()) < slopes;
        LogisticOptions logistic = options.ToLogistic();
        if (tooFew) logistic = logistic with { Estimator = LogisticEstimator.Firth };
        DesignMatrix[] designs = [.. tables.Select((_, i) => DesignMatrix.Create(rows.Length, columns[i].Select(c => (c.Name, Array.ConvertAll(rows, r => c.Values[r])))))];
        LogisticFit[] fits = FitAll(designs, y, logistic);
        List<string> flags = [.. fits.SelectMany(f => f.Flags).Distinct()];
        double epv = EventsPerVariable.Of(designs[0], y);
        if (epv < options.EventsPerVariableWarning && slopes > 0) flags.Add("LOW_EPV");
        if (tooFew) flags.Add("TOO_FEW_EVENTS");
        HypothesisTestResult[] tests = [.. terms.Select(t => TermTest(fits, t))];
        TermModel fitted = empty with { Fits = fits, TermTests = tests, Flags = flags };
        return fitted with { Lines = [.. terms.SelectMany((t, i) => Lines(fitted, t, tests[i], model, y))] };
    }

    private static int[] CompleteRows(ClinicalTable table, List<(string Name, double[] Values)> columns) =>
        [.. Enumerable.Range(0, table.RowCount).Where(r => !double.IsNaN(table.Outcome![r]) && columns.TrueForAll(c => double.IsFinite(c.Values[r])))];

    private Problem? Refusal(double[] y, int slopes)
    {
        double events = y.Sum(), others = y.Length - events;
        if (events == 0 || others == 0) return new Problem("OUTCOME_SINGLE_CLASS", $"{events} events among {y.Length} complete rows.");
        if (slopes == 0) return new Problem("CONSTANT", "The variable does not vary among the complete rows.");
        if (options.Force) return null;
        if (y.Length < options.MinimumRows) return new Problem("TOO_FEW_ROWS", $"{y.Length} complete rows, expected at least {options.MinimumRows}.");
        if (events < options.MinimumEvents || others < options.MinimumNonEvents)
            return new Problem("TOO_FEW_EVENTS", $"{events} events and {others} non-events, expected at least {options.MinimumEvents} and {options.MinimumNonEvents}.");
        return Math.Min(events, others) < slopes
            ? new Problem("TOO_FEW_EVENTS", $"{Math.Min(events, others)} events (or non-events) for {slopes} coefficients.", "Use fewer terms, or force the model.")
            : null;
    }

    private LogisticFit[] FitAll(DesignMatrix[] designs, double[] y, LogisticOptions logistic)
    {
        LogisticFit[] fits = [.. designs.Select(d => LogisticRegression.Fit(d, y, logistic, ct: ct))];
        // One estimator for all imputations: pooled numbers must mean the same thing.
        bool mixed = fits.Any(f => f.Estimator == LogisticEstimator.Firth) && fits.Any(f => f.Estimator != LogisticEstimator.Firth);
        return mixed
            ? [.. fits.Select((f, i) => f.Estimator == LogisticEstimator.Firth ? f : LogisticRegression.Fit(designs[i], y, logistic with { Estimator = LogisticEstimator.Firth }, ct: ct))]
            : fits;
    }

    private static int[] Indices(LogisticFit fit, TermCoding term) => [.. Names(term).Select(fit.Design.IndexOf).Where(j => j >= 0)];

    private static IEnumerable<string> Names(TermCoding term) =>
        term.Definition.IsNumeric ? [term.Name] : term.Levels.Select(l => $"{term.Name}={term.Definition.Levels[l].Label}");

    private static HypothesisTestResult TermTest(LogisticFit[] fits, TermCoding term)
    {
        int[] index = Indices(fits[0], term);
        if (index.Length == 0) return HypothesisTestResult.Undefined("likelihood ratio", "All columns of the term are aliased.");
        if (!fits.All(f => f.Converged)) return HypothesisTestResult.Undefined("likelihood ratio", "The estimate did not converge.");
        if (fits.Any(f => Indices(f, term).Length != index.Length)) return HypothesisTestResult.Undefined("pooled Wald (D1)", "Columns are aliased in some imputations only.");
        if (fits.Length == 1) return LogisticInference.LikelihoodRatio(fits[0], index);
        return RubinPooling.JointTest(
            [.. fits.Select(f => Indices(f, term).Select(j => f.Coefficients[j]).ToArray())],
            [.. fits.Select(f => Part(f, Indices(f, term)))]);
    }

    private static double[,] Part(LogisticFit fit, int[] index)
    {
        var part = new double[index.Length, index.Length];
        for (int i = 0; i < index.Length; i++)
            for (int j = 0; j < index.Length; j++) part[i, j] = fit.Covariance[index[i], index[j]];
        return part;
    }

    private IEnumerable<RegressionRow> Lines(TermModel model, TermCoding term, HypothesisTestResult test, string name, double[] y)
    {
        double[] values = [.. model.Rows.Select(r => tables[0][term.Name][r])];
        var template = new RegressionRow
        {
            Model = name, Term = term.Name, Label = term.Definition.DisplayLabel, Missing = model.Dropped, Scale = term.ScaleText, PTerm = test.PValue,
            TermDegreesOfFreedom = term.Width, Flags = model.Flags,
        };
        if (term.Definition.IsNumeric)
        {
            yield return Estimate(template with { Count = y.Length, Events = (int)y.Sum() }, model, term.Name);
            yield break;
        }

        foreach (int level in (int[])[term.ReferenceLevel, .. term.Levels])
        {
            string label = term.Definition.Levels[level].Label;
            RegressionRow counted = template with { Level = label, Count = values.Count(v => v == level), Events = y.Where((e, i) => e == 1 && values[i] == level).Count() };
            yield return level == term.ReferenceLevel
                ? counted with { IsReference = true, Method = "reference", PTerm = double.NaN }
                : Estimate(counted, model, $"{term.Name}={label}");
        }
    }

    private RegressionRow Estimate(RegressionRow row, TermModel model, string column)
    {
        LogisticFit first = model.Fits[0];
        int j = first.Design.IndexOf(column);
        string separation = model.Fits.Select(f => f.Separation.Kind).Max() switch { SeparationKind.Complete => "complete", SeparationKind.QuasiComplete => "quasi-complete", _ => "none" };
        if (j < 0) return row with { Method = "aliased", Flags = [.. row.Flags.Union([LogisticRegression.AliasedFlag])] };
        row = row with { Separation = separation, Converged = model.Fits.All(f => f.Converged) };
        bool firth = first.Estimator == LogisticEstimator.Firth;
        if (!row.Converged) return row with { Method = firth ? "Firth" : "ML", Flags = [.. row.Flags.Union([LogisticRegression.NotConvergedFlag])] };
        if (model.Fits.Count > 1) return Pooled(row, model, column, firth);
        CoefficientResult c = LogisticInference.Coefficient(first, j, ct);
        return row with
        {
            Beta = c.Estimate, StandardError = c.StandardError, Lower = c.OddsRatioLower, Upper = c.OddsRatioUpper, PValue = c.PValue, PWald = c.PWald,
            Method = $"{(firth ? "Firth" : "ML")}, {(c.Interval == IntervalMethod.Wald ? "Wald" : firth ? "penalised profile" : "profile")}",
        };
    }

    private RegressionRow Pooled(RegressionRow row, TermModel model, string column, bool firth)
    {
        int[] index = [.. model.Fits.Select(f => f.Design.IndexOf(column))];
        if (index.Any(j => j < 0)) return row with { Method = "aliased", Flags = [.. row.Flags.Union([LogisticRegression.AliasedFlag])] };
        PooledEstimate p = RubinPooling.Pool(
            [.. model.Fits.Select((f, i) => f.Coefficients[index[i]])], [.. model.Fits.Select((f, i) => f.Covariance[index[i], index[i]])],
            model.First.Count - model.First.Coefficients.Count);
        (double lower, double upper) = p.Interval(options.Level);
        return row with
        {
            Beta = p.Estimate, StandardError = p.StandardError, Lower = Math.Exp(lower), Upper = Math.Exp(upper), PValue = p.PValue, PWald = p.PValue,
            Method = FormattableString.Invariant($"{(firth ? "Firth" : "ML")}, Rubin ({model.Fits.Count})"),
        };
    }

    private static TermModel Failed(TermModel empty, Problem problem, string model, double[] y) => empty with
    {
        Reason = problem,
        Flags = [problem.Code],
        Lines =
        [
            .. empty.Terms.Select(t => new RegressionRow
            {
                Model = model, Term = t.Name, Label = t.Definition.DisplayLabel, Count = y.Length, Events = (int)y.Sum(), Missing = empty.Dropped,
                Method = "not estimated", Scale = t.ScaleText, Converged = false, Flags = [problem.Code],
            }),
        ],
    };
}
