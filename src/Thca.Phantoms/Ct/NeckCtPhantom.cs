using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Core.Volumes;

namespace Thca.Phantoms.Ct;

/// <summary>
/// Synthetic contrast-enhanced CT of the lower neck with a thyroid lesion and known truth: air, skin, fat, muscle, trachea, vertebrae C5 to T1,
/// clavicles, common carotids, thyroid and lesion. The same options, seed and patient give the same voxels at any number of threads.
/// </summary>
public static class NeckCtPhantom
{
    /// <summary>Generates one case.</summary>
    /// <param name="options">Grid, lesion, noise and anatomy.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="patient">Sub-stream of the seed, usually the patient's identifier.</param>
    /// <param name="compute">Threads to use; default all cores.</param>
    /// <param name="progress">Reported once, when the case is done.</param>
    /// <param name="ct">Stops between slices.</param>
    /// <returns>Image, labels, habitats and truth on one grid whose centre is the origin.</returns>
    /// <exception cref="OptionsException">An option is outside its range, or the lesion would not lie in the field of view.</exception>
    /// <exception cref="ThcaException">The voxels are too large to show the lesion (<see cref="ProblemCodes.MaskEmpty"/>).</exception>
    public static NeckCtCase Generate(
        NeckCtOptions options,
        RandomSeed seed,
        string patient = "",
        ComputeOptions? compute = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken ct = default)
    {
        options.Validate();
        ImageGeometry geometry = LabelPainter.Centred(options.Size, options.Spacing);
        var anatomy = new NeckAnatomy(options, seed.Stream("phantom-anatomy", patient));
        var painter = new LabelPainter(geometry);
        NeckPainter.Paint(painter, options, anatomy);
        LesionVoxel[] voxels = LesionVoxels(painter, geometry, anatomy);
        LesionTexture texture = LesionTexture.Create(voxels, anatomy.Lesion, options, seed.Stream("phantom-lesion", patient));
        for (int i = 0; i < voxels.Length; i++) painter.Hu[voxels[i].Offset] += (float)texture.Deviation[i];
        NeckCtTruth truth = LesionTruth.Of(options, anatomy, texture, geometry.Spacing.VoxelVolume);
        CtNoise.Apply(painter.Hu, geometry.Size, options, z => seed.Stream("phantom-noise", patient, z), compute, ct);
        progress?.Report(new WorkProgress("phantom", 1, 1, patient));
        return new NeckCtCase(
            new Volume<float>(geometry, painter.Hu, ComponentType.Int16),
            new LabelMap(geometry, painter.Labels),
            Habitats(geometry, voxels, texture),
            truth);
    }

    private static LesionVoxel[] LesionVoxels(LabelPainter painter, ImageGeometry geometry, NeckAnatomy anatomy)
    {
        var voxels = new List<LesionVoxel>();
        LabelPainter.ForEachVoxel(geometry, anatomy.Lesion, (offset, x, y, z) =>
        {
            if (painter.Labels[offset] == (int)AnatomicalLabel.Lesion) voxels.Add(new LesionVoxel(offset, x, y, z));
        });
        return voxels.Count > 0 ? [.. voxels] : throw new ThcaException(
            ProblemCodes.MaskEmpty,
            $"No voxel centre of the grid ({geometry.Spacing}) falls into the lesion.",
            "Use a smaller spacing or a larger lesion.");
    }

    private static LabelMap Habitats(ImageGeometry geometry, LesionVoxel[] voxels, LesionTexture texture)
    {
        var labels = new int[geometry.Size.Count];
        for (int i = 0; i < voxels.Length; i++) labels[voxels[i].Offset] = texture.Habitat[i] + 1;
        return new LabelMap(geometry, labels);
    }
}
