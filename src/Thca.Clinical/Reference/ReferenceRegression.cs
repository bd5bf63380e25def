using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Statistics.Distributions;
using Thca.Statistics.Regression;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Reference;

/// <summary>
/// The original's regressions of one cohort: squared-penalty fits with a penalised intercept (C = 1 univariable; C = 0.5 with balanced classes
/// multivariable), every level against all other patients, numbers per standard deviation of the cohort, percentile intervals and p-values
/// from 200 bootstrap samples (seeded here). Shrunken and without valid inference; kept to explain earlier numbers.
/// </summary>
public static class ReferenceRegression
{
    /// <summary>Bootstrap samples per coefficient.</summary>
    public const int Replicates = 200;

    private const double EntryP = 0.1;

    /// <summary>Analyses one cohort.</summary>
    /// <param name="table">A table with a complete outcome.</param>
    /// <param name="forcedTerms">Terms of the multivariable model whatever their p-value.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="compute">Threads; never changes a result.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <returns>Univariable and multivariable lines.</returns>
    public static (IReadOnlyList<RegressionRow> Univariable, IReadOnlyList<RegressionRow> Multivariable) Run(
        ClinicalTable table, IReadOnlyList<string> forcedTerms, RandomSeed seed, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        double[] y = (table.Outcome ?? throw new TableException("The table has no outcome.")).Values.ToArray();
        RegressionRow[] univariable = [.. OrderedParallel.Map(table.Columns.Count, i => Univariable(table.Columns[i], y, seed, ct).ToArray(), compute, ct).SelectMany(r => r)];
        string[] entered = [.. table.Columns.Select(c => c.Name).Where(n => forcedTerms.Contains(n) || univariable.Any(r => r.Term == n && r.PValue < EntryP))];
        return (univariable, entered.Length == 0 ? [] : [.. Multivariable(table, entered, y, seed, compute, ct)]);
    }

    private static IEnumerable<RegressionRow> Univariable(ClinicalSeries c, double[] y, RandomSeed seed, CancellationToken ct)
    {
        int[] rows = [.. Enumerable.Range(0, c.Count).Where(r => !double.IsNaN(c[r]))];
        double[] outcome = Array.ConvertAll(rows, r => y[r]), values = Array.ConvertAll(rows, r => c[r]);
        RegressionRow template = Template("univariable", c.Definition, rows.Length, (int)outcome.Sum(), c.Missing);
        if (!c.Definition.IsNumeric) yield return Reference(template, c.Definition, values, outcome);
        foreach ((string level, double[] column) in Columns(c.Definition, values))
        {
            RegressionRow row = template with { Level = level, Scale = c.Definition.IsNumeric ? "per cohort SD" : "vs all other patients" };
            bool skip = rows.Length < 20 || outcome.Sum() < 5;
            yield return skip
                ? row with { Flags = ["TOO_FEW_EVENTS"], Method = "not estimated" }
                : Bootstrapped(row, DesignMatrix.Create(rows.Length, [("x", column)]), outcome, 1, new RidgeOptions { PenalizeIntercept = true }, seed, ct);
        }
    }

    private static RegressionRow[] Multivariable(ClinicalTable table, string[] terms, double[] y, RandomSeed seed, ComputeOptions? compute, CancellationToken ct)
    {
        ClinicalSeries[] series = [.. terms.Select(t => table[t])];
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(r => series.All(s => !s.Definition.IsNumeric || !double.IsNaN(s[r])))];
        double[] outcome = Array.ConvertAll(rows, r => y[r]);
        List<(RegressionRow Row, double[]? Column)> lines = [];
        foreach (ClinicalSeries s in series)
        {
            // A missing level has all-zero indicators: it silently joins the reference, as in the original.
            double[] values = Array.ConvertAll(rows, r => s[r]);
            RegressionRow template = Template("multivariable", s.Definition, rows.Length, (int)outcome.Sum(), table.RowCount - rows.Length);
            if (!s.Definition.IsNumeric) lines.Add((Reference(template, s.Definition, values, outcome), null));
            foreach ((string level, double[] column) in Columns(s.Definition, values))
                lines.Add((template with { Level = level, Scale = s.Definition.IsNumeric ? "per cohort SD" : "vs the reference or missing" }, column));
        }

        DesignMatrix design = DesignMatrix.Create(rows.Length, lines.Where(l => l.Column is not null).Select(l => ($"{l.Row.Term}={l.Row.Level}", l.Column!)));
        var options = new RidgeOptions { C = 0.5, PenalizeIntercept = true, BalancedClasses = true };
        return OrderedParallel.Map(
            lines.Count,
            i => lines[i].Column is null ? lines[i].Row : Bootstrapped(lines[i].Row, design, outcome, design.IndexOf($"{lines[i].Row.Term}={lines[i].Row.Level}"), options, seed, ct),
            compute,
            ct);
    }

    private static RegressionRow Template(string model, ClinicalColumn c, int n, int events, int missing) => new()
    {
        Model = model, Term = c.Name, Label = c.DisplayLabel, Count = n, Events = events, Missing = missing, Method = "L2 penalty, bootstrap percentile", TermDegreesOfFreedom = 1,
    };

    private static RegressionRow Reference(RegressionRow template, ClinicalColumn c, double[] values, double[] outcome) => template with
    {
        Level = c.Levels[c.ReferenceIndex].Label, IsReference = true, Method = "reference", Events = values.Where((v, i) => v == c.ReferenceIndex && outcome[i] == 1).Count(),
    };

    private static IEnumerable<(string Level, double[] Column)> Columns(ClinicalColumn c, double[] values)
    {
        if (c.IsNumeric)
        {
            double mean = Moments.Mean(values), sd = Moments.StandardDeviation(values) + 1e-8;
            yield return ("", Array.ConvertAll(values, v => (v - mean) / sd));
            yield break;
        }

        foreach (int level in values.Where(v => !double.IsNaN(v)).Select(v => (int)v).Distinct().Where(l => l != c.ReferenceIndex))
            yield return (c.Levels[level].Label, Array.ConvertAll(values, v => v == level ? 1.0 : 0.0));
    }

    private static RegressionRow Bootstrapped(RegressionRow row, DesignMatrix design, double[] outcome, int column, RidgeOptions options, RandomSeed seed, CancellationToken ct)
    {
        double beta = RidgeLogisticRegression.Fit(design, outcome, options)[column];
        List<double> replicates = [];
        for (int b = 0; b < Replicates; b++)
        {
            ct.ThrowIfCancellationRequested();
            RandomStream stream = seed.Stream("reference", $"{row.Model} {row.Term} {row.Level}", b);
            int[] sample = [.. outcome.Select(_ => stream.NextInt(outcome.Length))];
            double[] y = Array.ConvertAll(sample, r => outcome[r]);
            if (y.Sum() > 0 && y.Sum() < y.Length) replicates.Add(RidgeLogisticRegression.Fit(design.SelectRows(sample), y, options)[column]);
        }

        if (replicates.Count <= 50) return row with { Flags = ["TOO_FEW_REPLICATES"], Method = "not estimated" };
        double se = Moments.StandardDeviation([.. replicates], lost: 0);
        double[] limits = Quantiles.Of([.. replicates], [0.025, 0.975]);
        double p = NormalDistribution.TwoSided(beta / (se + 1e-8));
        return row with { Beta = beta, StandardError = se, Lower = Math.Exp(limits[0]), Upper = Math.Exp(limits[1]), PValue = p, PWald = p };
    }
}
