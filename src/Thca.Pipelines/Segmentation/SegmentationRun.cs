using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;

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

    private readonly SegmentationRunOptions _options = options ?? new SegmentationRunOptions();

    /// <summary>Segments every case of a list into a folder.</summary>
    /// <param name="cases">The CTs.</param>
    /// <param name="folder">Folder to write.</param>
    /// <param name="compute">Tiles computed at once; never changes a result.</param>
    /// <param name="progress">Tiles of the case at hand.</param>
    /// <param name="ct">Stops between tiles; finished cases are kept.</param>
    /// <returns>One outcome per case, in order.</returns>
    public IReadOnlyList<KeyValuePair<string, Outcome<LesionSegmentation>>> Segment(
        IReadOnlyList<PredictionInput> cases, string folder, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        var outcomes = new List<KeyValuePair<string, Outcome<LesionSegmentation>>>();
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
    public Outcome<LesionSegmentation> Segment(PredictionInput item, string file, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        Outcome<LesionSegmentation> outcome = SegmentOne(item, file, compute, progress, ct);
        TableOf([KeyValuePair.Create(item.Case, outcome)]).Write(Beside(file, "." + Table));
        return outcome;
    }

    private Outcome<LesionSegmentation> SegmentOne(PredictionInput item, string file, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct) => Outcome<LesionSegmentation>.Try(() =>
    {
        _options.Validate();
        SegmentationCase images = CaseReader.Read(item.Images, model.Dataset.ChannelNames.Count, ArrayOrientation.File);
        var named = progress is null ? null : new Named(progress, item.Case);
        LesionSegmentation result = new LesionSegmenter(model, _options.Prediction).Segment(images.Channels, compute, named, ct);
        VolumeFile.WriteLabelMap(result.Labels, file, ComponentType.UInt8);
        foreach (string part in _options.Extract)
            VolumeFile.WriteMask(part == "lesion" ? result.Lesion() : result.Thyroid(), Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, part, Path.GetFileName(file)));
        Provenance(item, result).Save(Beside(file, ".json"));
        return result;
    });

    private ProvenanceRecord Provenance(PredictionInput item, LesionSegmentation result) => new()
    {
        Operation = "segment predict",
        Parameters =
        [
            new("configuration", model.Configuration.Name),
            new("network_class", model.Configuration.NetworkClassName),
            new("folds", NumberText.Format(model.Folds)),
            new("flips", _options.Prediction.Flips ? string.Join(' ', model.Mirror.Select(m => FormattableString.Invariant($"axis{m.Axis}{(m.Swaps.Count > 0 ? "+swap" : "")}"))) : "none"),
            new("tile_step", NumberText.Format(_options.Prediction.Window.TileStep)),
            new("min_lesion_mm3", NumberText.Format(_options.Prediction.MinLesionVolume)),
            new("spacing_zyx_mm", string.Join(' ', model.Configuration.Spacing.Select(NumberText.Format))),
        ],
        Inputs = [.. item.Images.Select(ProvenanceInput.OfFile), .. model.Inputs],
        Notes = result.Flags,
    };

    private TextTable TableOf(IReadOnlyList<KeyValuePair<string, Outcome<LesionSegmentation>>> outcomes)
    {
        LabelSet labels = model.Dataset.Labels;
        string[] names = [.. labels.Foreground.Select(l => $"volume_{labels.NameOf(l)}_mm3")];
        return new TextTable(
            [FeatureTable.PatientIdColumn, "dataset", "center", "case_id", .. names, "quality", "Status", "Message"],
            outcomes.Select(o =>
            {
                RowStatus status = o.Value.Succeeded ? RowStatus.Ok : RowStatus.From(o.Value.Problem);
                string[] volumes = o.Value.Succeeded ? [.. labels.Foreground.Select(l => NumberText.Format(o.Value.Value.Volume(l)))] : [.. names.Select(_ => "NaN")];
                string quality = !o.Value.Succeeded ? "" : o.Value.Value.Flags.Count == 0 ? "ok" : string.Join(';', o.Value.Value.Flags);
                return (string[])[_options.Patients?.GetValueOrDefault(o.Key) ?? o.Key, model.Plans.DatasetName, "", o.Key, .. volumes, quality, status.Code, status.Message];
            }));
    }

    private static string Beside(string file, string ending) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, PredictionInput.NameOf(file) + ending);

    /// <summary>Adds the case's name to the progress of its tiles.</summary>
    private sealed class Named(IProgress<WorkProgress> inner, string name) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => inner.Report(value with { Stage = $"{value.Stage} of {name}" });
    }
}
