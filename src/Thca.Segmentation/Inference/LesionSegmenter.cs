using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Volumes;
using Thca.Imaging.Labelling;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Training;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Segments a CT with a trained model: preprocessing as in training, sliding window, folds and flips averaged, class by class back to the CT's
/// own grid. Memory does not grow with the number of classes. Does not own the model.
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
        _options.Validate();
        compute ??= ComputeOptions.Default;
        foreach (Volume<float> channel in channels) CaseReader.EnsureFinite(channel);
        var preprocessor = new CasePreprocessor(model.Plans, model.Configuration);
        PreparedCase prepared = preprocessor.Prepare(SegmentationCase.Of(channels, null, preprocessor.Orientation), compute, ct);
        CaseProperties properties = prepared.Properties;
        MemoryBudget.EnsureFits(
            NetworkMemory.InferenceBytes(model.Network, model.Tile) * compute.MaxDegreeOfParallelism,
            string.Create(CultureInfo.InvariantCulture, $"Running {compute.MaxDegreeOfParallelism} tiles of {model.Tile} at once"),
            "Use fewer --jobs, or a configuration with smaller patches.");
        short[] labels;
        using (LogitStore store = new SlidingWindow(model.AsTileNetwork(_options.Flips), model.Tile, _options.Window).Run(prepared.Channels, properties.Size, compute, progress, ct))
            labels = StreamingArgMax.Run(store, properties.Back(model.Configuration.LogitResampling), compute, ct);
        LabelSet set = model.Dataset.Labels;
        LabelMap map = WithoutSmallLesions(properties.ToFileGrid(labels), set);
        return new LesionSegmentation(map, set.Lesion, SegmentationFlags.ThyroidLabels(set), SegmentationFlags.Of(map, set));
    }

    private LabelMap WithoutSmallLesions(LabelMap map, LabelSet set)
    {
        if (_options.MinLesionVolume == 0 || set.Lesion is not { } lesion || !map.DistinctLabels().Contains(lesion)) return map;
        ComponentLabels components = ConnectedComponents.Label(map.Select(lesion));
        double voxel = map.Geometry.Spacing.VoxelVolume;
        int[] labels = map.Labels.ToArray();
        ReadOnlySpan<int> parts = components.Labels.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            if (parts[i] > 0 && components.Sizes[parts[i] - 1] * voxel < _options.MinLesionVolume) labels[i] = 0;
        }

        return new LabelMap(map.Geometry, labels);
    }
}
