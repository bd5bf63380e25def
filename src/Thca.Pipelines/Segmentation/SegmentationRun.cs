using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;

namespace Thca.Pipelines.Segmentation;

/// <summary>
/// Segments CTs with a trained model: one label map per case on the CT's own grid, its provenance as <c>CASE.json</c>, masks of lesion and thyroid
/// where asked for, and <c>cases.csv</c> with volumes and flags. A case that fails has a row with its reason; the others go on.
/// </summary>
/// <param name="model">The model; not owned.</param>
/// <param name="options">Default <see cref="SegmentationRunOptions"/>.</param>
public sealed class SegmentationRun(SegmentationModel model, SegmentationRunOptions? options = null)
{
    /// <summary>Name of the table.</summary>
    public const string Table = "cases.csv";

    private static readonly JsonSerializerOptions SidecarLayout = new() { WriteIndented = true, NewLine = "\n" };

    private readonly SegmentationRunOptions _options = options ?? new SegmentationRunOptions();

    /// <summary>Segments every case of a list into a folder.</summary>
    /// <param name="cases">The CTs.</param>
    /// <param name="folder">Folder to write.</param>
    /// <param name="compute">Tiles computed at once; never changes a result.</param>
    /// <param name="progress">Tiles of the case at hand.</param>
    /// <param name="ct">Stops between tiles; finished cases are kept.</param>
    /// <returns>One outcome per case, in order.</returns>
    public IReadOnlyList<KeyValuePair<string, Outcome<SegmentationSummary>>> Segment(
        IReadOnlyList<PredictionInput> cases, string folder, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        var outcomes = new List<KeyValuePair<string, Outcome<SegmentationSummary>>>();
        foreach (PredictionInput item in cases)
            outcomes.Add(KeyValuePair.Create(item.Case, SegmentOne(item, Path.Combine(folder, item.Case + ".nii.gz"), compute, progress, ct)));
        TableOf(outcomes).Write(Path.Combine(folder, Table));
        model.Plans.Write(Path.Combine(folder, "plans.json"));
        model.Dataset.Write(Path.Combine(folder, "dataset.json"));
        return outcomes;
    }

    /// <summary>Segments one case into a file, with a table of one row beside it.</summary>
    /// <param name="item">The CT.</param>
    /// <param name="file">Label map to write.</param>
    /// <param name="compute">Tiles computed at once; never changes a result.</param>
    /// <param name="progress">Tiles finished.</param>
    /// <param name="ct">Stops between tiles.</param>
    public Outcome<SegmentationSummary> Segment(PredictionInput item, string file, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        Outcome<SegmentationSummary> outcome = SegmentOne(item, file, compute, progress, ct);
        TableOf([KeyValuePair.Create(item.Case, outcome)]).Write(Beside(file, "." + Table));
        return outcome;
    }

    private Outcome<SegmentationSummary> SegmentOne(PredictionInput item, string file, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct) => Outcome<SegmentationSummary>.Try(() =>
    {
        _options.Validate();
        var named = progress is null ? null : new Named(progress, item.Case);
        string? probabilities = _options.SaveProbabilities ? Beside(file, ".npz") : null;
        LesionSegmentation result = new LesionSegmenter(model, _options.Prediction).SegmentFiles(item.Images, probabilities, compute, named, ct);
        VolumeFile.WriteLabelMap(result.Labels, file, ComponentType.UInt8);
        foreach (string part in _options.Extract)
            VolumeFile.WriteMask(part == "lesion" ? result.Lesion() : result.Thyroid(), Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, part, Path.GetFileName(file)));
        var summary = SegmentationSummary.Of(result, model.Dataset.Labels.Foreground);
        WriteSidecar(Beside(file, ".json"), Provenance(item, summary), summary);
        return summary;
    });

    // The provenance, and beside it what the review sorts by.
    private static void WriteSidecar(string path, ProvenanceRecord provenance, SegmentationSummary summary)
    {
        JsonNode json = JsonNode.Parse(provenance.ToJson())!;
        if (!double.IsNaN(summary.Uncertainty)) json["uncertainty"] = summary.Uncertainty;
        AtomicFile.WriteAllText(path, json.ToJsonString(SidecarLayout) + "\n");
    }

    private ProvenanceRecord Provenance(PredictionInput item, SegmentationSummary summary) => new()
    {
        Operation = "segment predict",
        Parameters =
        [
            new("configuration", model.Configuration.Name),
            new("network_class", model.Configuration.NetworkClassName),
            new("folds", NumberText.Format(model.Folds)),
            new("flips", _options.Prediction.Flips ? string.Join(' ', model.Mirror.Select(m => FormattableString.Invariant($"axis{m.Axis}{(m.Swaps.Count > 0 ? "+swap" : "")}"))) : "none"),
            new("tile_step", NumberText.Format(_options.Prediction.Window.TileStep)),
            new("min_lesion_mm3", NumberText.Format(Math.Max(_options.Prediction.MinLesionVolume, _options.Prediction.Postprocessing.MinimumLesionMm3))),
            new("postprocessing", Text(_options.Prediction.Postprocessing)),
            new("spacing_zyx_mm", string.Join(' ', model.Configuration.Spacing.Select(NumberText.Format))),
        ],
        Inputs = [.. item.Images.Select(ProvenanceInput.OfFile), .. model.Inputs],
        Notes = summary.Flags,
    };

    private TextTable TableOf(IReadOnlyList<KeyValuePair<string, Outcome<SegmentationSummary>>> outcomes)
    {
        LabelSet labels = model.Dataset.Labels;
        string[] names = [.. labels.Foreground.Select(l => $"volume_{labels.NameOf(l)}_mm3")];
        return new TextTable(
            [FeatureTable.PatientIdColumn, "dataset", "center", "case_id", .. names, "uncertainty", "quality", "Status", "Message"],
            outcomes.Select(o =>
            {
                RowStatus status = o.Value.Succeeded ? RowStatus.Ok : RowStatus.From(o.Value.Problem);
                string[] volumes = o.Value.Succeeded ? [.. labels.Foreground.Select(l => NumberText.Format(o.Value.Value.Volumes[l]))] : [.. names.Select(_ => "NaN")];
                // Not applicable to a single fold.
                string uncertainty = !o.Value.Succeeded ? "NaN" : double.IsNaN(o.Value.Value.Uncertainty) ? "" : NumberText.Format(o.Value.Value.Uncertainty);
                string quality = !o.Value.Succeeded ? "" : o.Value.Value.Flags.Count == 0 ? "ok" : string.Join(';', o.Value.Value.Flags);
                return (string[])[_options.Patients?.GetValueOrDefault(o.Key) ?? o.Key, model.Plans.DatasetName, "", o.Key, .. volumes, uncertainty, quality, status.Code, status.Message];
            }));
    }

    private string Text(ComponentRules rules)
    {
        string[] kept = [.. rules.LargestForeground ? ["foreground"] : (string[])[], .. rules.LargestOfLabels.Select(l => model.Dataset.Labels.NameOf(l))];
        return kept.Length == 0 ? "none" : "largest component of " + string.Join(' ', kept);
    }

    private static string Beside(string file, string ending) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, PredictionInput.NameOf(file) + ending);

    /// <summary>Adds the case's name to the progress of its tiles.</summary>
    private sealed class Named(IProgress<WorkProgress> inner, string name) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => inner.Report(value with { Stage = $"{value.Stage} of {name}" });
    }
}
