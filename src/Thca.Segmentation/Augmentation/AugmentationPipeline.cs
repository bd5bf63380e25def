using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>Transforms in their order, each with its probability; voxels outside the case become background at the end. Immutable; safe for several threads.</summary>
/// <param name="InitialSize">Extents of the patches that go in.</param>
/// <param name="FinalSize">Extents of the patches that come out.</param>
/// <param name="Steps">The transforms.</param>
public sealed record AugmentationPipeline(GridSize InitialSize, GridSize FinalSize, IReadOnlyList<AugmentationStep> Steps)
{
    /// <summary>nnU-Net's list: spatial, noise, blur, brightness, contrast, low resolution, inverted gamma, gamma, mirror.</summary>
    /// <param name="patch">Extents of the patch.</param>
    /// <param name="dimensions">2 or 3 spatial axes of the network.</param>
    /// <param name="mirror">Axes that may be flipped.</param>
    public static AugmentationPipeline Standard(GridSize patch, int dimensions, IReadOnlyList<MirrorAxis> mirror)
    {
        SpatialOptions spatial = SpatialOptions.For(patch, dimensions);
        RandomRange intensity = new(0.75, 1.25), gamma = new(0.7, 1.5), half = new(0.5, 1);
        return new AugmentationPipeline(spatial.InitialSize(patch), patch,
        [
            new(1, new SpatialTransform(patch, spatial)),
            new(0.1, new GaussianNoise(new RandomRange(0, 0.1))),
            new(0.2, new GaussianBlur(half)),
            new(0.15, new Brightness(intensity)),
            new(0.15, new Contrast(intensity)),
            new(0.25, new LowResolution(half, keepFirstAxis: spatial.InPlane)),
            new(0.1, new Gamma(gamma, inverted: true)),
            new(0.3, new Gamma(gamma)),
            new(1, new Mirror(mirror)),
        ]);
    }

    /// <summary>Nothing but noise of standard deviation 0.1 and flips: for fitting a handful of cases.</summary>
    /// <param name="patch">Extents of the patch.</param>
    /// <param name="mirror">Axes that may be flipped; none by default.</param>
    public static AugmentationPipeline NoiseOnly(GridSize patch, IReadOnlyList<MirrorAxis>? mirror = null) =>
        new(patch, patch, [new(1, new GaussianNoise(new RandomRange(0.1, 0.1))), new(1, new Mirror(mirror ?? []))]);

    /// <summary>No change: for validation.</summary>
    /// <param name="patch">Extents of the patch.</param>
    public static AugmentationPipeline None(GridSize patch) => new(patch, patch, []);

    /// <summary>Applies every step.</summary>
    /// <param name="patch">A patch of <see cref="InitialSize"/>; may be changed in place.</param>
    /// <param name="random">Stream of this patch.</param>
    /// <returns>A patch of <see cref="FinalSize"/> without label -1.</returns>
    public Patch Apply(Patch patch, RandomStream random)
    {
        foreach (AugmentationStep step in Steps)
        {
            if (step.Probability >= 1 || random.NextDouble() < step.Probability) patch = step.Transform.Apply(patch, random);
        }

        foreach (ref short label in patch.Labels.AsSpan()) label = Math.Max(label, (short)0);
        return patch;
    }
}
