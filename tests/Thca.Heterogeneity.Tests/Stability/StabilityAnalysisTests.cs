using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Radiomics;

namespace Thca.Heterogeneity.Tests.Stability;

public class StabilityAnalysisTests
{
    [Fact]
    public void Noise_makes_subregions_unstable()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1500);
        StabilityResult result = Run(image, mask, new StabilityOptions { Runs = 3, NoiseFraction = 0.3 });
        Assert.InRange(result.MeanDice, 0.05, 0.95);
        Assert.InRange(result.MinDice, 0, result.MeanDice);
        Assert.True(result.ItedCorrelation <= 1 && result.IthDeviation >= 0);
        Assert.Equal(3, result.Runs.Count);
    }

    [Fact]
    public void Two_halves_of_strong_contrast_are_found_again_by_every_run()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(2000);
        RandomStream texture = RandomSeed.Default.Stream("halves");
        for (int i = 0; i < mask.Voxels.Length; i++)
        {
            if (mask.Voxels[i] == 0) continue;
            bool left = mask.Size.IndexOf(i).X < 22;
            image.Voxels[i] = (float)((left ? 0 : 1000) + (left ? 3 : 60) * texture.NextNormal());
        }

        StabilityResult result = Run(image, mask, new StabilityOptions { Runs = 3, ErodeMask = false });
        Assert.True(result.MeanHabitatDice > 0.97, $"{result.MeanHabitatDice}");
        Assert.True(result.MeanHabitatDice > result.MeanDice);
    }

    [Fact]
    public void The_reference_check_always_says_stable()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(1500);
        TitanResult result = new TitanAnalyzer(new RadiomicsExtractor(), Options(new StabilityOptions()) with { Mode = AnalysisMode.Reference }).Run(image, mask);
        Assert.True(result.Stability is { MeanDice: 1, CountVariation: 0, IsStable: true });
    }

    private static StabilityResult Run(Volume<float> image, Mask mask, StabilityOptions stability) =>
        new TitanAnalyzer(new RadiomicsExtractor(), Options(stability)).Run(image, mask).Stability!;

    private static TitanOptions Options(StabilityOptions stability) => new()
    {
        Ith = new IthOptions { BootstrapReplicates = 0 }, Ited = new ItedOptions { BootstrapReplicates = 0 }, Stability = stability,
    };
}
