using Thca.Clinical.Tables;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Statistics.Multiplicity;

namespace Thca.Clinical.Regression;

/// <summary>One regression analysis of one cohort.</summary>
internal sealed class RegressionRun
{
    private readonly IReadOnlyList<ClinicalTable> _tables;
    private readonly string _name;
    private readonly RegressionOptions _options;
    private readonly ComputeOptions? _compute;
    private readonly IProgress<WorkProgress>? _progress;
    private readonly CancellationToken _ct;
    private readonly List<string> _notes = [];

    public RegressionRun(IReadOnlyList<ClinicalTable> tables, string name, RegressionOptions options, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        options.Validate();
        if (tables[0].Outcome is null) throw new TableException("The table has no outcome.", "Name the outcome column.");
        (_tables, _name, _options, _compute, _progress, _ct) = (tables, name, options, compute, progress, ct);
    }

    public RegressionResult Train()
    {
        string[] candidates = _options.Terms.Count > 0 ? [.. _options.Terms] : [.. _tables[0].Columns.Select(c => c.Name)];
        TermModel[] univariable = Univariable([.. candidates.Select(c => TermCoding.Learn(_tables[0][c]))]);
        string[] selected = Select(univariable);
        TermModel? multivariable = selected.Length == 0 ? null : new TermModelFitter(_tables, _options, _ct).Fit([.. univariable.Where(m => selected.Contains(m.Terms[0].Name)).Select(m => m.Terms[0])], "multivariable");
        if (multivariable?.Reason is { } reason) _notes.Add($"The multivariable model was not fitted: {reason}");
        return Assemble(univariable, multivariable);
    }

    public RegressionResult Repeat(RegressionResult training)
    {
        TermModel[] univariable = Univariable([.. training.Univariable.Select(m => m.Terms[0]).Where(t => _tables[0].Find(t.Name) is not null)]);
        TermCoding[] terms = [.. (training.Multivariable?.Terms ?? []).Where(t => _tables[0].Find(t.Name) is not null)];
        foreach (TermCoding absent in (training.Multivariable?.Terms ?? []).Except(terms)) _notes.Add($"Term {absent.Name} is not a column of {_name}.");
        TermModel? multivariable = terms.Length == 0 ? null : new TermModelFitter(_tables, _options, _ct).Fit(terms, "multivariable");
        if (multivariable?.Reason is { } reason) _notes.Add($"The multivariable model was not fitted: {reason}");
        _notes.Add("Terms and scales are those of the training cohort; nothing was selected here.");
        return Assemble(univariable, multivariable);
    }

    private TermModel[] Univariable(TermCoding[] terms)
    {
        int done = 0;
        return OrderedParallel.Map(
            terms.Length,
            i =>
            {
                TermModel model = new TermModelFitter(_tables, _options, _ct).Fit([terms[i]], "univariable");
                _progress?.Report(new WorkProgress("regression", Interlocked.Increment(ref done), terms.Length, terms[i].Name));
                return model;
            },
            _compute,
            _ct);
    }

    private string[] Select(TermModel[] univariable)
    {
        Dictionary<string, double> p = univariable.Where(m => m.TermTests.Count > 0).ToDictionary(m => m.Terms[0].Name, m => m.TermTests[0].PValue);
        // A score enters as its group; the continuous companion stays in the univariable table.
        foreach (string companion in univariable.Select(m => m.Terms[0].Name).Where(n => n.EndsWith("_Score", StringComparison.Ordinal) && p.ContainsKey(n[..^6] + "_Risk"))) p[companion] = 1;
        string[] forced = [.. _options.ForcedTerms.Where(f => _tables[0].Find(f) is not null)];
        if (_options.Terms.Count > 0)
        {
            _notes.Add("The terms were prespecified.");
            return [.. _options.Terms.Union(forced)];
        }

        string[] entered = [.. univariable.Select(m => m.Terms[0].Name).Where(n => forced.Contains(n) || (p.TryGetValue(n, out double value) && value < _options.EntryP))];
        _notes.Add(FormattableString.Invariant($"Terms entered with a univariable term-level p below {_options.EntryP}{(forced.Length > 0 ? $", and always {string.Join(", ", forced)}" : "")}; p-values of the multivariable model are conditional on this selection."));
        if (!_options.DropRedundant) return entered;
        foreach ((string dropped, string kept) in RedundancyRules.Losers([.. entered.Except(forced)], p))
        {
            _notes.Add($"{dropped} was left out of the multivariable model because it overlaps with {kept}.");
            entered = [.. entered.Where(e => e != dropped)];
        }

        return entered;
    }

    private RegressionResult Assemble(TermModel[] univariable, TermModel? multivariable)
    {
        bool fitted = multivariable is { Fits.Count: > 0 };
        bool converged = fitted && multivariable!.First.Converged;
        ModelDiagnostics? diagnostics = converged ? DiagnosticsBuilder.Build(multivariable!, _tables[0], _options, _compute, _ct) : null;
        RegressionRow[] multi = [.. (multivariable?.Lines ?? []).Select(l => l with
        {
            Inflation = fitted ? DiagnosticsBuilder.TermInflation(multivariable!.First, multivariable.Terms.First(t => t.Name == l.Term)) : double.NaN,
        })];
        return new RegressionResult
        {
            Cohort = _name, Univariable = univariable, Multivariable = multivariable, UnivariableLines = Adjusted(univariable), MultivariableLines = multi,
            Diagnostics = diagnostics, Notes = _notes,
        };
    }

    private RegressionRow[] Adjusted(TermModel[] univariable)
    {
        bool IsScore(TermModel m) => _options.ForcedTerms.Contains(m.Terms[0].Name);
        double[] p = [.. univariable.Select(m => m.TermTests.Count > 0 ? m.TermTests[0].PValue : double.NaN)];
        double[] bh = PValueAdjustment.Adjust([.. p.Select((v, i) => IsScore(univariable[i]) ? double.NaN : v)], AdjustmentMethod.BenjaminiHochberg);
        double[] holm = PValueAdjustment.Adjust([.. p.Select((v, i) => IsScore(univariable[i]) ? v : double.NaN)], AdjustmentMethod.Holm);
        return [.. univariable.SelectMany((m, i) => m.Lines.Select(l => l.IsReference ? l : l with { PAdjustedBh = bh[i], PAdjustedHolm = holm[i] }))];
    }
}
