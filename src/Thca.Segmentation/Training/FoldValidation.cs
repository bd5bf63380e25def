using System.Text.Json.Nodes;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Training;

/// <summary>
/// The final validation of a trained fold, as nnU-Net's training ends: its validation cases are predicted with the final checkpoint, by the whole sliding window and on
/// the CT's own grid, into <c>fold_K/validation/CASE.nii.gz</c>, and evaluated into <c>summary.json</c>, <c>evaluation.csv</c> and <c>cases.csv</c> beside them. Predictions that an
/// interrupted validation by the same weights left are kept.
/// </summary>
public static class FoldValidation
{
    /// <summary>Folder of the predictions in that of the fold.</summary>
    public const string Folder = "validation";

    private const string StateFile = "validation.json";

    /// <summary>Predicts and evaluates the validation cases of a fold.</summary>
    /// <param name="data">Folder with the preprocessed cases' folder, <c>gt_segmentations</c>, <c>dataset.json</c> and <c>splits_final.json</c>.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="fold">Number of the fold, or <see cref="FoldTrainer.AllCases"/>.</param>
    /// <param name="output">Folder above the training's.</param>
    /// <param name="options">Default <see cref="FoldValidationOptions"/>.</param>
    /// <param name="compute">Tiles, then cases at once; never changes a result.</param>
    /// <param name="progress">Tiles of the case at hand, then cases evaluated.</param>
    /// <param name="ct">Stops between tiles; finished cases are kept.</param>
    /// <returns>A row per validation case, those that failed too.</returns>
    /// <exception cref="FileNotFoundException">The fold has no final checkpoint.</exception>
    /// <exception cref="ThcaException">Cases or folds are missing, or the weights do not fit the plans.</exception>
    public static EvaluationResult Run(
        string data,
        PlansFile plans,
        ConfigurationPlan configuration,
        string fold,
        string output,
        FoldValidationOptions? options = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new FoldValidationOptions();
        string training = FoldTrainer.FolderOf(output, plans, configuration), target = Path.Combine(training, "fold_" + fold), folder = Path.Combine(target, Folder);
        DatasetJson dataset = DatasetJson.Read(Path.Combine(data, DatasetJson.FileName));
        IReadOnlyList<string> cases = FoldTrainer.SplitOf(data, configuration, fold).Validation;
        string weights = new CheckpointFolder(target).Final;
        if (!File.Exists(weights)) throw new FileNotFoundException($"There is no final checkpoint '{weights}'; the training of fold {fold} is not finished.", weights);
        Begin(folder, weights, options, dataset.FileEnding);
        var problems = new Dictionary<string, Problem>(StringComparer.Ordinal);
        using (SegmentationModel model = SegmentationModel.Load(new WeightFiles([weights], Path.Combine(training, "plans.json"), Path.Combine(training, DatasetJson.FileName)), configuration.Name, options.Device))
        {
            var segmenter = new LesionSegmenter(model, options.Prediction);
            foreach (string id in cases)
            {
                string mask = Path.Combine(folder, id + dataset.FileEnding);
                if (File.Exists(mask)) continue;
                Outcome<bool> written = Outcome<bool>.Try(() => Predict(segmenter, Path.Combine(data, configuration.DataIdentifier), id, mask, options, compute, progress, ct));
                if (!written.Succeeded) problems[id] = written.Problem;
            }
        }

        EvaluationResult result = SegmentationEvaluator.Run(folder, Path.Combine(data, DatasetPreprocessor.GroundTruth), dataset.Labels, options.Evaluation, dataset.FileEnding, cases, compute, progress, ct);
        // A case that could not be predicted says why, not only that its prediction is missing.
        result = result with
        {
            Cases = [.. result.Cases.Select(c => problems.TryGetValue(c.Id, out Problem? problem) ? c with { Labels = Outcome<IReadOnlyDictionary<int, MaskPairMetrics>>.Failure(problem) } : c)],
        };
        EvaluationWriter.Write(folder, result, plans.DatasetName);
        return result;
    }

    private static bool Predict(
        LesionSegmenter segmenter, string cases, string id, string mask, FoldValidationOptions options, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        using PreprocessedCase item = PreprocessedCase.Open(cases, id);
        LesionSegmentation result = segmenter.Segment(item, options.SaveProbabilities ? Path.Combine(Path.GetDirectoryName(mask)!, id + ".npz") : null, compute, progress, ct);
        VolumeFile.WriteLabelMap(result.Labels, mask, ComponentType.UInt8);
        return true;
    }

    // Masks of other weights or settings are removed before the first new one is written.
    private static void Begin(string folder, string weights, FoldValidationOptions options, string ending)
    {
        string path = Path.Combine(folder, StateFile), hash = ContentHash.OfFile(weights).Hex, settings = options.Fingerprint.Hex;
        if (File.Exists(path) && PythonJson.ReadObject(path) is var state && Text(state["checkpoint_sha256"]) == hash && Text(state["settings"]) == settings) return;
        if (Directory.Exists(folder))
        {
            foreach (string mask in Directory.GetFiles(folder, "*" + ending)) File.Delete(mask);
        }

        PythonJson.Write(path, new JsonObject
        {
            ["schema"] = "thca-seg-validation/1",
            ["checkpoint"] = Path.GetFileName(weights),
            ["checkpoint_sha256"] = hash,
            ["flips"] = options.Prediction.Flips,
            ["tile_step"] = options.Prediction.Window.TileStep,
            ["settings"] = settings,
        });
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
