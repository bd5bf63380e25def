using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Segmentation.Planning;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// nnU-Net's preprocessing of one case for one configuration: transpose, crop to non-zero, normalise, resample. The same for training and inference.
/// Immutable; safe for use by several threads.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="configuration">One of its configurations.</param>
/// <param name="mode">Decides the orientation where the plans do not say it.</param>
public sealed class CasePreprocessor(PlansFile plans, ConfigurationPlan configuration, Core.Provenance.AnalysisMode mode = Core.Provenance.AnalysisMode.Sound)
{
    /// <summary>The configuration.</summary>
    public ConfigurationPlan Configuration { get; } = configuration;

    /// <summary>Orientation that cases must be read in.</summary>
    public ArrayOrientation Orientation { get; } = plans.Orientation(mode);

    /// <summary>Prepares a case.</summary>
    /// <param name="item">The case, in <see cref="Orientation"/>.</param>
    /// <param name="compute">Threads; default all cores. Never changes a result.</param>
    /// <param name="ct">Cancels between slices.</param>
    /// <exception cref="ThcaException">More memory is needed than there is, or the number of channels is not that of the plans.</exception>
    public PreparedCase Prepare(SegmentationCase item, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        if (item.Channels.Count != Configuration.NormalizationSchemes.Count)
        {
            throw new ThcaException(
                CaseReader.ChannelMismatch,
                string.Create(CultureInfo.InvariantCulture, $"The case has {item.Channels.Count} channels; the plans have {Configuration.NormalizationSchemes.Count}."),
                "Use plans of a data set with the same channels.");
        }

        IReadOnlyList<int> order = plans.TransposeForward;
        bool masked = Configuration.UseMaskForNormalization.Contains(true);
        // Which voxels lie inside matters to labels and masked normalisation alone.
        NonZeroCrop crop = item.Labels is not null || masked ? NonZeroCrop.Of(item.Channels) : new NonZeroCrop(NonZeroCrop.BoxOf(item.Channels), null);
        CaseProperties properties = Properties(item, crop.Box, order);
        EnsureMemory(properties, item.Channels.Count);
        short[]? labels = item.Labels is null ? null : CropLabels(item, crop, order);
        short[]? region = labels ?? (masked ? OutsideOnly(item, crop, order) : null);
        var channels = new float[item.Channels.Count][];
        GridResampler images = Forward(properties, Configuration.ImageResampling);
        for (int c = 0; c < channels.Length; c++)
        {
            float[] values = AxisOrder.Apply<float>(item.Channels[c].Voxels, item.Geometry.Size, crop.Box, order);
            IntensityNormalizer.Apply(Configuration.NormalizationSchemes[c], values, region, Configuration.UseMaskForNormalization[c], plans.Intensities[Math.Min(c, plans.Intensities.Count - 1)]);
            if (images.Source == images.Target)
            {
                channels[c] = values;
                continue;
            }

            channels[c] = new float[images.Target.Count];
            images.Image(values, channels[c], compute, ct);
        }

        return new PreparedCase(channels, labels is null ? null : ResampleLabels(labels, properties, compute, ct), properties);
    }

    private short[] ResampleLabels(short[] labels, CaseProperties properties, ComputeOptions? compute, CancellationToken ct)
    {
        GridResampler resampler = Forward(properties, Configuration.LabelResampling);
        if (resampler.Source == resampler.Target) return labels;
        var result = new short[resampler.Target.Count];
        resampler.Labels(labels, result, compute, ct);
        return result;
    }

    private CaseProperties Properties(SegmentationCase item, VoxelRegion box, IReadOnlyList<int> order)
    {
        GridSize cropped = AxisOrder.Apply(box.Size, order);
        int[] start = [box.Start.Z, box.Start.Y, box.Start.X];
        Spacing before = AxisOrder.Apply(item.Geometry.Spacing, order);
        IReadOnlyList<double> s = Configuration.Spacing;
        // Slices of a 2D configuration keep their distance.
        Spacing after = s.Count == 3 ? new Spacing(s[2], s[1], s[0]) : new Spacing(s[1], s[0], before.Z);
        return new CaseProperties
        {
            FileGeometry = item.FileGeometry,
            Orientation = Orientation,
            TransposeForward = order,
            SizeBeforeCrop = AxisOrder.Apply(item.Geometry.Size, order),
            Box = new VoxelRegion(new VoxelIndex(start[order[2]], start[order[1]], start[order[0]]), cropped),
            SpacingBeforeResampling = before,
            Size = GridResampler.TargetSize(cropped, before, after),
            Spacing = after,
        };
    }

    private static GridResampler Forward(CaseProperties p, ResamplingOptions options) => new(p.SizeBeforeResampling, p.SpacingBeforeResampling, p.Size, p.Spacing, options);

    private static void EnsureMemory(CaseProperties p, int channels)
    {
        double source = p.SizeBeforeResampling.Count, target = p.Size.Count;
        // One channel is resampled at a time: some rows of its planes in double precision, source and result in single.
        double bytes = 8.0 * SplineResize.WorkingDoubles(p.SizeBeforeResampling, p.Size) + 4 * (source + channels * target) + 2 * (source + target);
        MemoryBudget.EnsureFits(
            (long)bytes, $"Resampling {p.SizeBeforeResampling} voxels to {p.Size}", "Crop the image to the neck, choose a larger voxel size, or run fewer cases at once (--jobs).");
    }

    // Labels of the box: -1 where nothing is labelled and the image is zero.
    private static short[] CropLabels(SegmentationCase item, NonZeroCrop crop, IReadOnlyList<int> order)
    {
        ReadOnlySpan<int> labels = item.Labels!.AsVolume().Crop(crop.Box).Voxels;
        var result = new short[labels.Length];
        for (int i = 0; i < result.Length; i++) result[i] = labels[i] == 0 && crop.Inside is not null && crop.Inside.Voxels[i] == 0 ? (short)-1 : (short)labels[i];
        return order is [0, 1, 2] ? result : AxisOrder.Apply<short>(result, crop.Box.Size, order);
    }

    private static short[] OutsideOnly(SegmentationCase item, NonZeroCrop crop, IReadOnlyList<int> order)
    {
        var none = new LabelMap(item.Geometry, new int[item.Geometry.Size.Count]);
        return CropLabels(item with { Labels = none }, crop, order);
    }
}
