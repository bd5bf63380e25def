using System.Collections.Concurrent;
using System.Text.Json;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Stability;
using Thca.Imaging;
using Thca.Imaging.Quality;
using Thca.Pipelines.Cohorts;
using Thca.Radiomics;
using Thca.Statistics.Agreement;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>
/// Habitat analysis of one case or a cohort, from files to a folder: <c>ited.csv</c>, <c>ithscore.csv</c>, <c>summary.csv</c>, <c>qc.csv</c>,
/// <c>stability.csv</c>, <c>parameters.json</c>, label maps and sub-region tables per case, and <c>cases.jsonl</c>, by which a later run goes on
/// where this one stopped.
/// </summary>
public sealed class HeterogeneityRun
{
    private const string Ited = "ited";
    private const string Ith = "ithscore";
    private const string Summary = "summary";
    private const string Quality = "qc";
    private const string Stability = "stability";
    private const string Comparison = "mode_comparison";

    private readonly HeterogeneityRunOptions _options;
    private readonly TimeProvider _clock;
    private readonly TitanAnalyzer _analyzer;
    private readonly RadiomicsExtractor _extractor;

    /// <summary>Creates a run.</summary>
    /// <param name="options">What to compute.</param>
    /// <param name="clock">Clock for <c>run.log.json</c>; default the system's.</param>
    /// <exception cref="Core.Errors.OptionsException">A setting is outside its range.</exception>
    public HeterogeneityRun(HeterogeneityRunOptions options, TimeProvider? clock = null)
    {
        (_options, _clock) = (options, clock ?? TimeProvider.System);
        _extractor = new RadiomicsExtractor(RadiomicsProfiles.ThcaFor(options.Analysis.Mode));
        _analyzer = new TitanAnalyzer(_extractor, options.Analysis);
    }

    private AnalysisMode Mode => _options.Analysis.Mode;

    /// <summary>Analyses all cases and writes the folder.</summary>
    /// <param name="cases">The cases, patients unique.</param>
    /// <param name="folder">Output folder.</param>
    /// <param name="inputs">Files named in <c>parameters.json</c>, e.g. the cohort.</param>
    /// <param name="compute">Cases run at once; a single case uses all threads itself.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between steps; finished cases are kept.</param>
    public CohortRun Analyze(
        IReadOnlyList<CohortCase> cases,
        string folder,
        IReadOnlyList<string>? inputs = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        Directory.CreateDirectory(folder);
        CohortCase[] complete = [.. cases.Select(c => c with { ThyroidPath = c.ThyroidPath ?? _options.ThyroidPath })];
        ProvenanceRecord provenance = Provenance();
        ComputeOptions inner = cases.Count == 1 ? compute ?? ComputeOptions.Default : ComputeOptions.SingleThread;
        var seconds = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        CohortRun run = new CohortRunner(Path.Combine(folder, "cases.jsonl"), provenance.ToJson()).Run(
            complete,
            "heterogeneity",
            (current, token) =>
            {
                long start = _clock.GetTimestamp();
                CaseResult result = AnalyzeCase(current, folder, inner, token);
                seconds[current.Patient.Value] = _clock.GetElapsedTime(start).TotalSeconds;
                return result;
            },
            compute,
            progress,
            ct);
        WriteTables(run, folder);
        (provenance with { Inputs = [.. (inputs ?? []).Select(ProvenanceInput.OfFile)] }).Save(Path.Combine(folder, "parameters.json"));
        WriteTimes(seconds, folder);
        return run;
    }

    private CaseResult AnalyzeCase(CohortCase current, string folder, ComputeOptions compute, CancellationToken ct)
    {
        var reading = new VolumeReadOptions { MaxDecodedBytes = _options.MaxDecodedBytes };
        Volume<float> image = VolumeFile.Read<float>(current.ImagePath, reading);
        Mask tumour = _extractor.AlignMask(image.Geometry, VolumeFile.ReadLabelMap(current.MaskPath, reading).SelectLesion(current.Label));
        Mask? thyroid = current.ThyroidPath is { } path ? ThyroidMask.Of(VolumeFile.ReadLabelMap(path, reading), image.Geometry, Mode, _options.ThyroidLabels) : null;
        string patient = current.Patient.Value;
        TitanResult result = _analyzer.Run(image, tumour, thyroid, patient, compute, null, ct);
        HeterogeneityFiles.Write(result, folder);
        Outcome<QualityReport> quality = Outcome<QualityReport>.Try(() => ImageQualityControl.Assess(image, tumour, mode: Mode));
        var rows = new Dictionary<string, IReadOnlyList<CaseCell>>(StringComparer.Ordinal)
        {
            [Ited] = HeterogeneityRows.Ited(result, Mode),
            [Ith] = HeterogeneityRows.Ith(result.Ith),
            [Summary] = HeterogeneityRows.Summary(result, Mode, thyroid is not null, quality),
            [Stability] = HeterogeneityRows.Stability(result),
            [Quality] = QualityRow.Of(quality),
        };
        if (_options.CompareModes) rows[Comparison] = HeterogeneityRows.Comparison(ModeComparison.Of(_extractor, _options.Analysis, image, tumour, thyroid, patient, compute, ct));
        return new CaseResult(Status(result), rows);
    }

    // A case with scores is ok; its message names what could not be computed.
    private static RowStatus Status(TitanResult result)
    {
        if (result.Problem is { } problem) return RowStatus.From(problem);
        if (result.Ith.Reason is { } reason) return RowStatus.From(reason);
        IEnumerable<string> missing = result.Ited.Features.Where(f => f.Reason is not null).Select(f => $"iTED_{f.Name} is NaN: {f.Reason!.Message}");
        IEnumerable<string> intervals = new[] { result.Ith.IntervalReason, result.Ited.Features.FirstOrDefault(f => f.IntervalReason is not null)?.IntervalReason }
            .Where(p => p is not null).Select(p => p!.Message);
        return RowStatus.Ok with { Message = string.Join("; ", missing.Concat(intervals)) };
    }

    private void WriteTables(CohortRun run, string folder)
    {
        CaseTable.Build(run.All, Ited).Write(Path.Combine(folder, "ited.csv"));
        CaseTable.Build(run.All, Ith).Write(Path.Combine(folder, "ithscore.csv"));
        CaseTable.Build(run.All, Summary, absent: "").Write(Path.Combine(folder, "summary.csv"));
        CaseTable.Build(run.All, Quality, absent: "").Write(Path.Combine(folder, "qc.csv"));
        if (Mode == AnalysisMode.Sound && _options.Analysis.Stability.Runs > 0)
        {
            TextTable stability = CaseTable.Build(run.All, Stability);
            stability.Write(Path.Combine(folder, "stability.csv"));
            WriteAgreement(stability, folder);
        }

        if (_options.CompareModes) CaseTable.Build(run.All, Comparison).Write(Path.Combine(folder, "mode_comparison.csv"));
    }

    // Agreement of the score between the runs over all patients that have it.
    private static void WriteAgreement(TextTable stability, string folder)
    {
        string[] runs = [.. stability.Header.Where(h => h.StartsWith("3D_ITHscore_run_", StringComparison.Ordinal))];
        double[][] scores = [.. Enumerable.Range(0, stability.RowCount).Select(r => Array.ConvertAll(runs, c => stability.Number(r, c))).Where(s => Array.TrueForAll(s, double.IsFinite))];
        double icc = IntraclassCorrelation.Of(scores).Value;
        new TextTable(["Score", "ICC", "Patients", "Runs"], [(string[])["3D_ITHscore", NumberText.Format(icc), NumberText.Format(scores.Length), NumberText.Format(runs.Length)]])
            .Write(Path.Combine(folder, "stability_icc.csv"));
    }

    private static void WriteTimes(ConcurrentDictionary<string, double> seconds, string folder) => AtomicFile.Write(Path.Combine(folder, "run.log.json"), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteString("schema", "thca-run-log/1");
        json.WriteStartObject("seconds");
        foreach ((string patient, double value) in seconds.OrderBy(s => s.Key, StringComparer.Ordinal)) json.WriteNumber(patient, Math.Round(value, 2));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private ProvenanceRecord Provenance() => new()
    {
        Operation = "heterogeneity analyze",
        Mode = Mode,
        Seed = _options.Analysis.Seed,
        Parameters = [.. HeterogeneityParameters.Of(_analyzer.Options), new("ThyroidLabels", _options.ThyroidLabels is { } l ? string.Join(',', l) : "auto"), new("CompareModes", _options.CompareModes ? "true" : "false")],
    };
}
