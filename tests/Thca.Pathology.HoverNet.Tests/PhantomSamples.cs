using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Phantoms.Histology;

namespace Thca.Pathology.HoverNet.Tests;

/// <summary>Annotated pictures of synthetic tissue.</summary>
internal static class PhantomSamples
{
    public static IReadOnlyList<NucleusSample> Make(int count, int side, string item = "train", double density = 0.0012) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = side, Height = side, Density = density, Gaps = false }, RandomSeed.Default, $"{item}{i}").Render();
            return new NucleusSample { Name = $"{item}{i}", Group = $"{item}{i}", Image = tile.Image, Instances = [.. tile.Instances], Types = [.. tile.Types] };
        })];
}
