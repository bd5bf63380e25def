using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Volumes;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Training;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Segments a CT with a trained model: preprocessing as in training, sliding window, folds and flips averaged, class by class back to the CT's
/// own grid, small components removed where asked for. Memory does not grow with the number of classes. Does not own the model.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="options">Default <see cref="PredictionOptions"/>.</param>
public sealed class LesionSegmenter(SegmentationModel model, PredictionOptions? options = null) : ILesionSegmenter
{
    private readonly PredictionOptions _options = options ?? new PredictionOptions();

    /// <inheritdoc/>
    public LesionSegmentation Segment(
        Volume<float> image, string patient = "", ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        Segment([image], compute, progress, ct);

    /// <summary>Segments an image of several channels.</summary>
    /// <param name="channels">Images on one grid, in the order of the training.</param>
    /// <param name="compute">Threads to use; never changes the result.</param>
    /// <param name="progress">Tiles finished.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <exception cref="ThcaException">Channels are missing, voxels are not finite, or more memory is needed than there is.</exception>
    public LesionSegmentation Segment(IReadOnlyList<Volume<float>> channels, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        foreach (Volume<float> channel in channels) CaseReader.EnsureFinite(channel);
        return Segment(p => p.Prepare(SegmentationCase.Of(channels, null, p.Orientation), compute, ct), null, compute, progress, ct);
    }

    /// <summary>Segments an image in files. The image is given up as soon as it is prepared, so that less memory is needed than for one that the caller holds.</summary>
    /// <param name="images">One file per channel, in the order of the training.</param>
    /// <param name="probabilities">An .npz file for the class probabilities on the image's own grid, or null.</param>
    /// <param name="compute">Threads to use; never changes the result.</param>
    /// <param name="progress">Tiles finished.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <exception cref="ThcaException">A file is missing or damaged, channels are missing, voxels are not finite, or more memory is needed than there is.</exception>
    public LesionSegmentation SegmentFiles(
        IReadOnlyList<string> images, string? probabilities = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        Segment(p => p.Prepare(CaseReader.Read(images, model.Dataset.ChannelNames.Count, p.Orientation), compute, ct), probabilities, compute, progress, ct);

    /// <summary>Segments a case that was preprocessed for the model's configuration.</summary>
    /// <param name="item">The case.</param>
    /// <param name="probabilities">An .npz file for the class probabilities on the image's own grid, or null.</param>
    /// <param name="compute">Threads to use; never changes the result.</param>
    /// <param name="progress">Tiles finished.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <returns>Labels on the grid of the case's file.</returns>
    public LesionSegmentation Segment(
        PreprocessedCase item, string? probabilities = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default) =>
        Segment(_ => item.Load(), probabilities, compute, progress, ct);

    private LesionSegmentation Segment(Func<CasePreprocessor, PreparedCase> prepare, string? probabilities, ComputeOptions? compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        _options.Validate();
        LabelSet set = model.Dataset.Labels;
        (LogitStore store, double uncertainty, CaseProperties properties) = Logits(prepare, compute ?? ComputeOptions.Default, progress, ct);
        LabelMap map;
        using (store) map = Export(store, properties, probabilities, compute, ct);
        return new LesionSegmentation(map, set.Lesion, SegmentationFlags.ThyroidLabels(set), SegmentationFlags.Of(map, set)) { Uncertainty = uncertainty };
    }

    // The prepared case ends with this method: the export needs the memory.
    private (LogitStore Store, double Uncertainty, CaseProperties Properties) Logits(Func<CasePreprocessor, PreparedCase> prepare, ComputeOptions compute, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        PreparedCase prepared = prepare(new CasePreprocessor(model.Plans, model.Configuration));
        LargeArrays.Release(prepared.Properties.FileGeometry.Size.Count);
        MemoryBudget.EnsureFits(
            NetworkMemory.InferenceBytes(model.Network, model.Tile) * compute.MaxDegreeOfParallelism,
            string.Create(CultureInfo.InvariantCulture, $"Running {compute.MaxDegreeOfParallelism} tiles of {model.Tile} at once"),
            "Use fewer --jobs, or a configuration with smaller patches.");
        var ensemble = new FoldEnsemble(model.AsTileNetworks(_options.Flips), model.Tile, _options.Window);
        (LogitStore store, double uncertainty) = ensemble.Run(prepared.Channels, prepared.Properties.Size, model.Dataset.Labels.Lesion, compute, progress, ct);
        return (store, uncertainty, prepared.Properties);
    }

    private LabelMap Export(LogitStore store, CaseProperties properties, string? probabilities, ComputeOptions? compute, CancellationToken ct)
    {
        int voxels = properties.FileGeometry.Size.Count;
        LargeArrays.Release(voxels);
        GridResampler back = properties.Back(model.Configuration.LogitResampling);
        if (probabilities is not null)
        {
            ProbabilityFile.Write(probabilities, store, back, properties, compute, ct);
            LargeArrays.Release(voxels);
        }

        LabelMap map = properties.ToFileGrid(StreamingArgMax.Run(store, back, compute, ct));
        ComponentRules rules = _options.Postprocessing with { MinimumLesionMm3 = Math.Max(_options.Postprocessing.MinimumLesionMm3, _options.MinLesionVolume) };
        return rules.IsEmpty ? map : ComponentFilter.Apply(map, rules, model.Dataset.Labels);
    }
}
