using System.Text;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Reports;

/// <summary>What every report begins and ends with: protocol, cohorts, warnings; limitations. All sentences are made from numbers of the run.</summary>
internal sealed class StudyReport
{
    private readonly StringBuilder _text = new();

    public StudyReport(string title, CritTrainingResult result, ExternalValidation? external)
    {
        (Result, External) = (result, external);
        CritArtifact a = result.Artifact;
        Line($"# {title}");
        Line();
        Line($"Protocol: {a.Protocol}{(a.Protocol == CritProtocol.Sound ? "" : " (not for inference)")}. Artifact {a.Id}, SHA-256 {CritArtifactJson.Hash(a)}. Seed {a.Provenance.Seed}. Version {a.Provenance.ProductVersion}.");
        Line();
        int rows = a.Provenance.Rows, events = a.Provenance.Events, more = external?.Predictions.Outcome.Length ?? 0, moreEvents = external?.Predictions.Outcome.Count(y => y) ?? 0;
        Line(external is null
            ? FormattableString.Invariant($"Development patients {rows}, {events} with the event (M1:M0 = {ReportText.Ratio(events, rows)}, prevalence {ReportText.Percent((double)events / rows)}). No external cohort.")
            : FormattableString.Invariant($"Total patients {rows + more}, development {rows} (M1:M0 = {ReportText.Ratio(events, rows)}, prevalence {ReportText.Percent((double)events / rows)}), external {more} ({ReportText.Ratio(moreEvents, more)}, prevalence {ReportText.Percent((double)moreEvents / more)})."));
        Line();
        string[] warnings = [.. result.Warnings, .. result.ModelWarnings, .. external is { Dropped.Count: > 0 } ? [FormattableString.Invariant($"{external.Dropped.Count} external patients could not be scored.")] : Array.Empty<string>()];
        Line(warnings.Length == 0 ? "Warnings: none." : "Warnings:");
        if (warnings.Length > 0) _text.Append('\n').Append(ReportText.Bullets(warnings));
    }

    public CritTrainingResult Result { get; }

    public ExternalValidation? External { get; }

    /// <summary>Predictions of the chosen combination, out of fold.</summary>
    public CombinationResult Best => Result.Combinations.First(c => c.Combination.Name == Result.Artifact.Combination.Name);

    public void Section(string title)
    {
        Line();
        Line($"## {title}");
        Line();
    }

    public void Line(string text = "") => _text.Append(text).Append('\n');

    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) => _text.Append(ReportText.Table(head, rows));

    /// <summary>Whether a limit holds for the point estimate and for the lower 95 % bound.</summary>
    public static string Requirement(string name, MetricEstimate metric, double limit)
    {
        string Holds(double value) => double.IsNaN(value) ? "cannot be judged" : value >= limit ? "met" : "not met";
        return $"{name} at least {ReportText.Percent(limit)}: {ReportText.Percent(metric)}; {Holds(metric.Value)} by the estimate, {Holds(metric.Lower)} by its lower bound.";
    }

    /// <summary>The text, with the limitations that the automatic checks found.</summary>
    public string Finish()
    {
        Section("Limitations");
        CritArtifact a = Result.Artifact;
        string[] limits =
        [
            .. a.Protocol == CritProtocol.Sound ? Array.Empty<string>() : ["One split decides and its figures are optimistic; this protocol explains published numbers and supports no inference."],
            .. External is null ? ["The model was not validated externally."] : Array.Empty<string>(),
            .. a.Checks.Where(c => c.Severity != "info" && c.Answer is "no" or "probably no" or "no information").Select((CritCheck c) => $"{c.Id} ({c.Severity}): {c.Answer}; {c.Evidence}."),
        ];
        _text.Append(limits.Length == 0 ? "None found by the automatic checks.\n" : ReportText.Bullets(limits));
        return _text.ToString();
    }
}
