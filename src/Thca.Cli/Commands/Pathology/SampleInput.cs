using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Phantoms.Histology;

namespace Thca.Cli.Commands.Pathology;

/// <summary>The options by which a command takes annotated pictures: <c>--data DIR</c> or <c>--phantom-tiles N</c>.</summary>
internal sealed class SampleInput
{
    public Option<string?> Data { get; } = new("--data") { Description = "Folder of annotated pictures: a PanNuke fold (images.npy, masks.npy), NAME.npy of h x w x 5, or NAME.png with NAME.npy of h x w x 2." };

    public Option<int?> Phantoms { get; } = new("--phantom-tiles") { Description = "Use this many synthetic tiles instead." };

    public Option<int> TileSize { get; } = new("--tile-size") { Description = "Side of a synthetic tile, pixels.", DefaultValueFactory = _ => 512 };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Data, Phantoms, TileSize }) command.Options.Add(option);
    }

    /// <summary>The samples.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="item">Which synthetic tiles: training and evaluation must not share any.</param>
    /// <param name="context">The command's surroundings.</param>
    public IReadOnlyList<NucleusSample> Read(ParseResult parse, string item, CommandContext context) => (parse.GetValue(Data), parse.GetValue(Phantoms)) switch
    {
        ({ } folder, null) => NucleusDataset.Read(folder),
        (null, int count and > 0) => Make(count, parse.GetValue(TileSize), item, context),
        _ => throw new UsageException("Give either --data or --phantom-tiles with a number above 0."),
    };

    private static NucleusSample[] Make(int count, int side, string item, CommandContext context) => OrderedParallel.Map(
        count,
        i =>
        {
            string name = FormattableString.Invariant($"{item}-{i + 1:D3}");
            HistologyTile tile = new HistologyPhantom(new HistologyOptions { Width = side, Height = side, Density = 0.0012, Gaps = false }, new RandomSeed(context.Seed.Value), name).Render(context.Cancellation);
            return new NucleusSample { Name = name, Group = name, Image = tile.Image, Instances = [.. tile.Instances], Types = [.. tile.Types] };
        },
        context.Compute,
        context.Cancellation);
}
