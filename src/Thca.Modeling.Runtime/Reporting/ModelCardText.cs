using System.Globalization;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Json;

namespace Thca.Modeling.Runtime.Reporting;

/// <summary>The sections of the model card in words and tables.</summary>
internal static class ModelCardText
{
    private const int ShownImportance = 20;
    private const double Patients = 1000;

    public static string Identity(CritArtifact a, string? sha256) => Bullets(
    [
        $"Artifact {a.Id}, created {a.CreatedUtc}, schema {CritArtifact.Schema}",
        .. sha256 is null ? Array.Empty<string>() : [$"SHA-256 {sha256}"],
        $"Protocol {a.Protocol}{(a.Protocol == CritProtocol.Sound ? "" : " (not for inference)")}",
        $"{a.Booster.NumTrees} trees on {a.Features.Count} features",
    ]);

    public static string Bullets(IReadOnlyList<string> items) => string.Join("\n", items.Select(i => $"- {i}"));

    public static string Sentences(params string[] parts) => string.Join(" ", parts.Where(p => p.Length > 0));

    public static string Inputs(IReadOnlyList<CritFeature> features) => Table(
        ["Feature", "Modality", "Unit", "Unit status", "Known", "When missing"],
        features.Select(f => new[] { f.Name, EnumText.Of(f.Modality), f.Unit, EnumText.Of(f.UnitStatus), EnumText.Of(f.Timing), EnumText.Of(f.Missing.Policy) }));

    public static string Training(CritProvenance p)
    {
        if (p.Rows == 0) return "";
        return Sentences(
            FormattableString.Invariant($"{p.Rows} patients, {p.Events} with the outcome; {p.Trainer} {p.TrainerVersion}, seed {p.Seed}, product version {p.ProductVersion}."),
            p.Folds.Length == 0 ? "" : $"Validation: {p.Folds}.",
            p.Search.Length == 0 ? "" : $"Search: {p.Search}.",
            p.UpstreamImputationLeak ? "Values were imputed over all patients before the folds were made." : "");
    }

    public static string Imbalance(CritArtifact a)
    {
        if (a.PriorCorrection is not { } prior) return "No resampling or class weight is corrected for.";
        return Sentences(
            prior.TrainingPrevalence is { } from && prior.TargetPrevalence is { } to ? FormattableString.Invariant($"Odds are corrected from a training prevalence of {from:0.####} to {to:0.####}.") : "",
            prior.PositiveWeight is { } weight ? FormattableString.Invariant($"Odds are divided by the weight {weight:0.####} of positive rows.") : "");
    }

    public static string Calibration(CritCalibrator c) => c.Type == CritCalibratorType.None
        ? "None: the probability of the trees is reported."
        : FormattableString.Invariant($"{EnumText.Of(c.Type)}, fitted on {c.FittedOn} predictions of {c.Count} patients with {c.Events} events.")
            + (c.Type == CritCalibratorType.VennAbers ? " Every probability comes with an interval." : "");

    public static string Performance(CritPerformanceSet? set) => set is null ? "" : Sentences(
        FormattableString.Invariant($"{set.Count} patients, {set.Events} events, prevalence {set.Prevalence:0.####}."), set.Method.Length == 0 ? "" : $"{set.Method}.") + "\n\n" + Table(
        ["Metric", "Value", "Interval", "Method"],
        set.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => new[] { m.Key, Number(m.Value.Value), $"{Number(m.Value.Lower)} to {Number(m.Value.Upper)}", m.Value.Method }));

    /// <summary>Thresholds with what they mean for 1,000 patients at the development prevalence.</summary>
    public static string Thresholds(CritArtifact a) => a.Thresholds.Count == 0 ? "" : Table(
        ["Name", "Strategy", "Value", "Status", "Sensitivity", "Specificity", "Missed per 1,000", "False alarms per 1,000"],
        a.Thresholds.Select(t => new[]
        {
            t.Name == a.DefaultThreshold ? $"{t.Name} (default)" : t.Name, t.Strategy, Number(t.Value), t.Status, Number(t.Sensitivity?.Value), Number(t.Specificity?.Value),
            Count(Prevalence(a) * (1 - t.Sensitivity?.Value)), Count((1 - Prevalence(a)) * (1 - t.Specificity?.Value)),
        }));

    public static string Importance(CritExplanation e) => e.Importance.Count == 0 ? "" : "Contributions describe the model, not causes.\n\n" + Table(
        ["Feature", "Mean absolute contribution (log-odds)"],
        e.Importance.Take(ShownImportance).Select(i => new[] { i.Feature, Number(i.MeanAbsolute) }));

    public static string Limits(CritArtifact a) => Bullets(
    [
        .. a.Protocol == CritProtocol.Sound ? Array.Empty<string>() : [$"Protocol {a.Protocol}: its figures are optimistic and not for inference."],
        .. a.Performance.External is null ? ["Not validated externally."] : Array.Empty<string>(),
        .. a.Checks.Where(c => c.Severity != "info" && c.Answer is "no" or "probably no" or "no information").Select(c => $"{c.Id} ({c.Severity}): {c.Answer}. {c.Evidence}".TrimEnd()),
    ]);

    private static double? Prevalence(CritArtifact a) => a.Provenance.Rows > 0 ? (double)a.Provenance.Events / a.Provenance.Rows : null;

    private static string Count(double? share) => share is { } s ? Math.Round(Patients * s).ToString("0", CultureInfo.InvariantCulture) : "";

    private static string Number(double? value) => value is { } v ? v.ToString("0.####", CultureInfo.InvariantCulture) : "";

    private static string Table(string[] head, IEnumerable<string[]> rows)
    {
        IEnumerable<string[]> all = new[] { head, [.. head.Select(_ => "---")] }.Concat(rows);
        return string.Join("\n", all.Select(r => $"| {string.Join(" | ", r.Select(c => c.Replace("|", "\\|").Replace("\n", " ")))} |"));
    }
}
