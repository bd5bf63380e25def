using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Assessment;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Evaluation;

/// <summary>Measures predicted label maps against ground truth, case by case and label by label. A case without counterpart has a row that says so.</summary>
public static class SegmentationEvaluator
{
    /// <summary>Code of a case that was not predicted.</summary>
    public const string PredictionMissing = "PREDICTION_MISSING";

    /// <summary>Code of a prediction without ground truth.</summary>
    public const string ReferenceMissing = "REFERENCE_MISSING";

    /// <summary>Evaluates a folder of predictions.</summary>
    /// <param name="predictions">Folder of <c>CASE.nii.gz</c>.</param>
    /// <param name="truth">Folder of ground truth with the same names.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">Default <see cref="EvaluationOptions"/>.</param>
    /// <param name="fileEnding">Ending of the files.</param>
    /// <param name="cases">Identifiers of the cases that count, predicted or not; null: all that either folder has.</param>
    /// <param name="compute">Cases at once.</param>
    /// <param name="progress">Cases finished.</param>
    /// <param name="ct">Stops between cases.</param>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="ThcaException">Neither folder holds a file.</exception>
    public static EvaluationResult Run(
        string predictions,
        string truth,
        LabelSet labels,
        EvaluationOptions? options = null,
        string fileEnding = ".nii.gz",
        IReadOnlyCollection<string>? cases = null,
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options ??= new EvaluationOptions();
        options.Pair.Validate();
        IReadOnlyList<(string Id, string? Prediction, string? Reference)> files = PairedFiles.Find(predictions, truth, fileEnding, cases);
        int finished = 0;
        CaseEvaluation[] evaluated = OrderedParallel.Map(
            files.Count,
            i =>
            {
                (string id, string? prediction, string? reference) = files[i];
                var outcome = Outcome<IReadOnlyDictionary<int, MaskPairMetrics>>.Try(() => One(prediction, reference, labels, options, ct));
                progress?.Report(new WorkProgress("evaluate", Interlocked.Increment(ref finished), files.Count, id));
                return new CaseEvaluation(id, prediction, reference, outcome);
            },
            compute,
            ct);
        return new EvaluationResult(labels, evaluated, options);
    }

    /// <summary>Evaluates one case.</summary>
    /// <param name="prediction">Predicted labels.</param>
    /// <param name="truth">True labels on the same grid.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">Default <see cref="EvaluationOptions"/>.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ThcaException">The grids differ (<see cref="ProblemCodes.GeometryMismatch"/>), or a label is not declared.</exception>
    public static IReadOnlyDictionary<int, MaskPairMetrics> Evaluate(
        LabelMap prediction, LabelMap truth, LabelSet labels, EvaluationOptions? options = null, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        options ??= new EvaluationOptions();
        GeometryTolerance.Ensure(truth.Geometry, prediction.Geometry, "the prediction");
        EnsureDeclared(prediction, labels, "prediction");
        EnsureDeclared(truth, labels, "ground truth");
        var metrics = new SortedDictionary<int, MaskPairMetrics>();
        foreach (int label in labels.Foreground)
            metrics[label] = MaskPair.Compare(MaskOf(prediction, truth, label, labels.IgnoreLabel), MaskOf(truth, truth, label, labels.IgnoreLabel), options.Pair, compute, ct);
        return metrics;
    }

    private static IReadOnlyDictionary<int, MaskPairMetrics> One(string? prediction, string? reference, LabelSet labels, EvaluationOptions options, CancellationToken ct)
    {
        if (prediction is null) throw new ThcaException(PredictionMissing, "The case has ground truth but no prediction.", "Predict it, or remove its ground truth.");
        if (reference is null) throw new ThcaException(ReferenceMissing, "The case has a prediction but no ground truth.", "Add its ground truth, or remove the prediction.");
        return Evaluate(VolumeFile.ReadLabelMap(prediction), VolumeFile.ReadLabelMap(reference), labels, options, ComputeOptions.SingleThread, ct);
    }

    private static void EnsureDeclared(LabelMap map, LabelSet labels, string name)
    {
        int[] unknown = [.. map.DistinctLabels().Where(l => labels.All.All(d => d.Value != l))];
        if (unknown.Length > 0)
            throw new ThcaException(LabelMapMerger.LabelUnknown, $"The {name} holds {string.Join(", ", unknown.Take(10))}, which the labels do not declare.", "Correct the map or declare the label.");
    }

    private static Mask MaskOf(LabelMap map, LabelMap truth, int label, int? ignore)
    {
        ReadOnlySpan<int> values = map.Labels, reference = truth.Labels;
        var voxels = new byte[values.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = values[i] == label && reference[i] != ignore ? (byte)1 : (byte)0;
        return new Mask(truth.Geometry, voxels);
    }
}
