using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>One augmented patch with its targets.</summary>
/// <param name="Name">The sample it comes from.</param>
/// <param name="Image">What the network sees.</param>
/// <param name="Targets">What it should say about the central part.</param>
internal sealed record PatchExample(string Name, RgbImage Image, HoverNetTargets Targets)
{
    public static PatchExample Make(NucleusSample sample, HoverNetTrainingOptions options, RandomStream random)
    {
        int side = options.Input;
        bool affine = options.Affine ?? (sample.Image.Width > side && sample.Image.Height > side);
        NucleusSample patch = SampleGeometry.Random(sample, side, affine, random);
        RgbImage image = patch.Image;
        if (random.NextDouble() < options.StainAugmentation) StainJitter.Apply(image.Pixels, random);
        if (options.ColourAugmentation)
        {
            image = BlurAndNoise.Apply(image, random);
            ColourJitter.Apply(image.Pixels, random);
        }

        return new PatchExample(sample.Name, image, HoverNetTargets.Make(side, side, patch.Instances, patch.Types, options.Plan.OutputOf(side), options.ReferenceOffset ? 1 : 0));
    }
}
