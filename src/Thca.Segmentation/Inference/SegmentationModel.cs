using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Planning;
using Thca.Torch;
using Thca.Torch.Weights;
using TorchSharp;

namespace Thca.Segmentation.Inference;

/// <summary>A trained model ready to predict: networks of one or several folds, their plans and labels. Owns the networks.</summary>
public sealed class SegmentationModel : IDisposable
{
    private readonly IReadOnlyList<UNet> _networks;
    private readonly torch.Device _device;

    private SegmentationModel(IReadOnlyList<UNet> networks, torch.Device device, PlansFile plans, ConfigurationPlan configuration, DatasetJson dataset, IReadOnlyList<MirrorAxis> mirror) =>
        (_networks, _device, Plans, Configuration, Dataset, Mirror) = (networks, device, plans, configuration, dataset, mirror);

    /// <summary>The plans.</summary>
    public PlansFile Plans { get; }

    /// <summary>The configuration that was trained.</summary>
    public ConfigurationPlan Configuration { get; }

    /// <summary>Channels and labels.</summary>
    public DatasetJson Dataset { get; }

    /// <summary>Axes that were flipped in training, and hence may be in prediction.</summary>
    public IReadOnlyList<MirrorAxis> Mirror { get; }

    /// <summary>Number of networks.</summary>
    public int Folds => _networks.Count;

    /// <summary>The files the model came from, with their hashes.</summary>
    public IReadOnlyList<ProvenanceInput> Inputs { get; private init; } = [];

    /// <summary>Extents of a tile.</summary>
    public GridSize Tile => Configuration.PatchSize is [int z, int y, int x] ? new GridSize(x, y, z) : new GridSize(Configuration.PatchSize[1], Configuration.PatchSize[0], 1);

    /// <summary>The first network's plan.</summary>
    public NetworkPlan Network => _networks[0].Plan;

    /// <summary>Loads a model.</summary>
    /// <param name="files">Weights, plans and description.</param>
    /// <param name="configuration">Name of the configuration; null: as the weights or the folder's name say, or the only one.</param>
    /// <param name="device">Where to run: auto, cpu, cuda or cuda:N.</param>
    /// <exception cref="ThcaException">The weights do not fit the plans, the configuration is not known or the second stage of a cascade, or the device is not there.</exception>
    public static SegmentationModel Load(WeightFiles files, string? configuration = null, string device = "auto")
    {
        torch.Device where = ComputeDevice.Resolve(device);
        PlansFile plans = PlansFile.Read(files.Plans);
        DatasetJson dataset = DatasetJson.Read(files.Dataset);
        var networks = new List<UNet>();
        try
        {
            ConfigurationPlan? chosen = null;
            IReadOnlyList<MirrorAxis> mirror = [];
            foreach (string file in files.Weights)
            {
                StoredModel stored = StoredModel.Read(file);
                chosen ??= plans.Configuration(configuration ?? stored.Configuration ?? FromFolder(file, plans));
                chosen.EnsureSingleStage();
                UNet network = UNet.Create(chosen.NetworkFor(dataset.ChannelNames.Count, dataset.Labels.ClassCount));
                networks.Add(network);
                StateDict.Load(network, stored.Weights, "Give the plans and the dataset.json that belong to these weights, or another --configuration.");
                network.to(where);
                network.eval();
                mirror = stored.Mirror(dataset.Labels, chosen.Dimensions);
            }

            return new SegmentationModel(networks, where, plans, chosen!, dataset, mirror)
            {
                Inputs = [.. files.Weights.Append(files.Plans).Append(files.Dataset).Select(ProvenanceInput.OfFile)],
            };
        }
        catch
        {
            foreach (UNet network in networks) network.Dispose();
            throw;
        }
    }

    /// <summary>Takes over a network that was just trained.</summary>
    /// <param name="network">The network; owned from now on.</param>
    /// <param name="plans">Its plans.</param>
    /// <param name="configuration">Name of its configuration.</param>
    /// <param name="dataset">Channels and labels.</param>
    /// <param name="mirror">Axes that were flipped in training.</param>
    /// <param name="device">Where the network lives.</param>
    public static SegmentationModel Of(UNet network, PlansFile plans, string configuration, DatasetJson dataset, IReadOnlyList<MirrorAxis> mirror, string device = "auto")
    {
        network.eval();
        return new SegmentationModel([network], ComputeDevice.Resolve(device), plans, plans.Configuration(configuration), dataset, mirror);
    }

    /// <summary>The network of every fold as a network of tiles, with flips where asked for.</summary>
    /// <param name="flips">Whether to average over flips.</param>
    internal IReadOnlyList<ITileNetwork> AsTileNetworks(bool flips) => [.. _networks.Select(n => (ITileNetwork)new MirrorAveraging(new NetworkTile(n, _device), flips ? Mirror : []))];

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        foreach (UNet network in _networks) network.Dispose();
    }

    // TRAINER__PLANS__CONFIG, one or two folders above the weights; else the only configuration.
    private static string FromFolder(string file, PlansFile plans)
    {
        string? at = Path.GetDirectoryName(Path.GetFullPath(file));
        for (int up = 0; up < 2 && at is not null; up++, at = Path.GetDirectoryName(at))
        {
            string[] parts = Path.GetFileName(at).Split("__");
            if (parts.Length == 3 && plans.Configurations.Contains(parts[2])) return parts[2];
        }

        return plans.Configurations is [string only] ? only : throw new ThcaException(
            ProblemCodes.ModelInvalid,
            string.Create(CultureInfo.InvariantCulture, $"Neither '{Path.GetFileName(file)}' nor its folders say which of the {plans.Configurations.Count} configurations it belongs to."),
            $"Name one with --configuration: {string.Join(", ", plans.Configurations)}.");
    }
}
