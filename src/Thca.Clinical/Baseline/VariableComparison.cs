using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Statistics.Contingency;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Clinical.Baseline;

/// <summary>The lines of one variable, from one table or several imputed ones.</summary>
internal sealed class VariableComparison
{
    private readonly IReadOnlyList<ClinicalSeries> _series;
    private readonly ClinicalColumn _definition;
    private readonly int[][] _groups;
    private readonly int[] _all;
    private readonly BaselineOptions _options;

    public VariableComparison(IReadOnlyList<ClinicalSeries> series, int[][] groups, BaselineOptions options)
    {
        (_series, _definition, _groups, _options) = (series, series[0].Definition, groups, options);
        _all = [.. groups.SelectMany(g => g).Order()];
    }

    public IEnumerable<BaselineRow> Lines(CancellationToken ct)
    {
        HypothesisTestResult[] tests = [.. _series.Select(s => Test(s, ct))];
        StandardizedDifference[] differences = [.. _series.Select(Difference)];
        var line = new BaselineRow
        {
            Variable = _definition.Name, Label = _definition.DisplayLabel, Unit = _definition.Unit, Kind = _definition.Kind,
            Overall = _definition.IsNumeric ? Number(_all) : Counted(_all), Groups = [.. _groups.Select(g => _definition.IsNumeric ? Number(g) : Counted(g))],
            Test = Median(tests), Difference = Mean(differences), Note = tests[0].Reason?.Message ?? differences[0].Reason?.Message ?? "",
        };
        yield return line;
        if (_definition.IsNumeric) yield break;
        for (int level = 0; level < _definition.Levels.Count; level++)
        {
            bool reference = level == _definition.ReferenceIndex;
            if (_options.CollapseBinary && _definition.Kind == ColumnKind.Binary && reference) continue;
            int wanted = level;
            yield return line with
            {
                Level = _definition.Levels[level].Label, Overall = Level(_all, wanted), Groups = [.. _groups.Select(g => Level(g, wanted))], Test = null, Difference = null,
                Note = reference ? "ref" : "",
            };
        }
    }

    private static double[] Values(ClinicalSeries s, int[] rows) => Finite.Observed([.. rows.Select(r => s[r])]);

    private HypothesisTestResult Test(ClinicalSeries s, CancellationToken ct)
    {
        double[][] groups = [.. _groups.Select(g => Values(s, g))];
        if (groups.Any(g => g.Length == 0)) return HypothesisTestResult.Undefined("none", "A group has no observed value.");
        bool two = groups.Length == 2;
        if (_definition.IsNumeric && _definition.Normal) return two ? TTest.Welch(groups[0], groups[1]) : AnalysisOfVariance.Welch(groups);
        if (_definition.IsNumeric || _definition.Kind == ColumnKind.Ordinal) return two ? MannWhitney.Test(groups[0], groups[1], _options.RankTest) : KruskalWallis.Test(groups);
        ContingencyTable table = Counts(groups).WithoutEmpty();
        if (table.Columns < 2) return new HypothesisTestResult { Method = "chi-squared", Statistic = 0, DegreesOfFreedom = 0, PValue = 1 };
        if (table.SmallestExpected() >= _options.FisherBelow) return ChiSquaredTest.Test(table, _options.Yates);
        if (table.Rows != 2 || table.Columns != 2) return FisherFreemanHalton.Test(table, _options.Exact, ct);
        FisherExactResult fisher = FisherExact.Test(table);
        return new HypothesisTestResult { Method = _options.MidP ? "Fisher exact, mid-p" : "Fisher exact", PValue = _options.MidP ? fisher.MidPValue : fisher.PValue };
    }

    private ContingencyTable Counts(double[][] groups)
    {
        var counts = new int[groups.Length, _definition.Levels.Count];
        for (int g = 0; g < groups.Length; g++) foreach (double v in groups[g]) counts[g, (int)v]++;
        return new ContingencyTable(counts);
    }

    private StandardizedDifference Difference(ClinicalSeries s)
    {
        double[][] groups = [.. _groups.Select(g => Values(s, g))];
        List<StandardizedDifference> pairs = [];
        for (int i = 0; i < groups.Length; i++)
            for (int j = i + 1; j < groups.Length; j++) pairs.Add(Pair(groups[i], groups[j]));
        return pairs.Count == 1 ? Absolute(pairs[0]) : Mean(pairs);
    }

    private StandardizedDifference Pair(double[] a, double[] b)
    {
        bool ranked = _definition.Kind is ColumnKind.Ordinal or ColumnKind.Count || (_definition.IsNumeric && _definition.Transform != ColumnTransform.None);
        if (ranked) return StandardizedDifferences.Ranked(a, b);
        if (_definition.IsNumeric) return StandardizedDifferences.Continuous(a, b);
        if (_definition.Levels.Count == 2 && a.Length > 0 && b.Length > 0) return StandardizedDifferences.Binary(a.Average(), a.Length, b.Average(), b.Length);
        int[] Count(double[] v) => [.. Enumerable.Range(0, _definition.Levels.Count).Select(l => v.Count(x => x == l))];
        return StandardizedDifferences.Levels(Count(a), Count(b));
    }

    private static StandardizedDifference Absolute(StandardizedDifference d) => !d.IsDefined || d.Value >= 0 ? d : d with { Value = -d.Value, Lower = -d.Upper, Upper = -d.Lower };

    /// <summary>Mean of absolute values; undefined when any is.</summary>
    private static StandardizedDifference Mean(IReadOnlyList<StandardizedDifference> all)
    {
        if (all.Count == 1) return all[0];
        StandardizedDifference? undefined = all.FirstOrDefault(d => !d.IsDefined);
        return undefined ?? all[0] with { Value = all.Average(d => Math.Abs(d.Value)), Lower = double.NaN, Upper = double.NaN, StandardError = double.NaN };
    }

    private static HypothesisTestResult Median(HypothesisTestResult[] tests) => tests.Length == 1 || tests.Any(t => t.Reason is not null)
        ? tests[0]
        : tests[0] with { Statistic = double.NaN, PValue = Quantiles.Of([.. tests.Select(t => t.PValue)], 0.5), Method = $"{tests[0].Method}, median p" };

    private GroupSummary Number(int[] rows)
    {
        SampleSummary[] all = [.. _series.Select(s => SampleSummary.Of([.. rows.Select(r => s[r])]))];
        double Average(Func<SampleSummary, double> f) => all.Average(f);
        int decimals = ClinicalFormat.DecimalsFor(Math.Abs(Quantiles.Of(_series[0].Values, 0.5)));
        string F(double v) => ClinicalFormat.Fixed(v, decimals);
        string text = all[0].Count == 0 ? ""
            : _definition.Normal ? $"{F(Average(s => s.Mean))} ± {F(Average(s => s.StandardDeviation))}"
            : $"{F(Average(s => s.Median))} ({F(Average(s => s.Q1))}–{F(Average(s => s.Q3))})";
        return new GroupSummary(all[0].Count, Missing(rows), text);
    }

    private GroupSummary Counted(int[] rows) => new(rows.Length - Missing(rows), Missing(rows), "");

    private GroupSummary Level(int[] rows, int level)
    {
        double count = _series.Average(s => rows.Count(r => s[r] == level)), observed = _series.Average(s => rows.Count(r => !double.IsNaN(s[r])));
        string n = ClinicalFormat.Fixed(count, _series.Count == 1 ? 0 : 1);
        return new GroupSummary((int)Math.Round(count), 0, observed == 0 ? "" : $"{n} ({ClinicalFormat.Fixed(100 * count / observed, 1)})");
    }

    /// <summary>Missing before imputation: imputed cells count.</summary>
    private int Missing(int[] rows) => rows.Count(r => double.IsNaN(_series[0][r]) || _series[0].Marks[r] == CellMark.Imputed);
}
