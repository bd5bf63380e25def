using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Thca.Cli.Infrastructure;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Planning;
using Thca.Torch.Weights;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment convert</c></summary>
internal static partial class ConvertCommand
{
    private const string UnknownLicence = "unknown";

    private const string Help = """
        Turns a checkpoint (.pth, .pt, .safetensors) into a self-contained folder: model.safetensors with canonical names, plans.json, dataset.json. The
        checkpoint is read without executing anything. Plans and dataset.json are looked for beside it and up to two folders above.

        Example: thca segment convert --weights fold_0/checkpoint_final.pth --out model
        """;

    public static Command Create()
    {
        var weights = new Option<string>("--weights") { Description = "Weight file.", Required = true };
        var plans = new Option<string?>("--plans") { Description = "Plans file [default: found near the weights]." };
        var dataset = new Option<string?>("--dataset") { Description = "Data set folder or dataset.json [default: found near the weights]." };
        var configuration = new Option<string?>("--configuration") { Description = "Configuration [default: as the checkpoint says, else 3d_fullres]." };
        var compatible = new Option<bool>("--pytorch-compatible") { Description = "Write every name that the Python class registers, so that it loads the file strictly." };
        var licence = new Option<string?>("--weights-licence") { Description = "Licence of the weights, recorded in the file." };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("convert", Help);
        foreach (Option option in new Option[] { weights, plans, dataset, configuration, compatible, licence, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            string path = parse.GetRequiredValue(weights), folder = parse.GetRequiredValue(output);
            WeightFile file = WeightFile.Read(path);
            PlansFile plan = PlansFile.Read(parse.GetValue(plans) ?? Near(path, "plans.json", "nnUNetPlans.json") ?? throw new UsageException("There is no plans.json near the weights.", "Name it with --plans."));
            string? named = parse.GetValue(dataset);
            DatasetJson description = DatasetJson.Read(named is null
                ? Near(path, DatasetJson.FileName) ?? throw new UsageException("There is no dataset.json near the weights.", "Name it with --dataset.")
                : File.Exists(named) ? named : Path.Combine(named, DatasetJson.FileName));
            ConfigurationPlan chosen = plan.Configuration(parse.GetValue(configuration) ?? Stated(file) ?? (plan.Configurations.Contains("3d_fullres") ? "3d_fullres" : plan.Configurations[0]));
            NetworkPlan network = chosen.NetworkFor(description.ChannelNames.Count, description.Labels.ClassCount);
            EnsureFits(file, network);
            string plansText = plan.ToJson(), datasetText = description.ToJson();
            IReadOnlyList<MirrorAxis> flips = StoredModel.Read(path).Mirror(description.Labels, chosen.Dimensions);
            var metadata = new Dictionary<string, string>
            {
                ["schema"] = "thca-seg/1",
                ["network_class"] = chosen.NetworkClassName,
                ["attention"] = network.Attention.ToString(),
                ["configuration"] = chosen.Name,
                ["plans_sha256"] = ContentHash.Of(plansText).Hex,
                ["dataset_sha256"] = ContentHash.Of(datasetText).Hex,
                ["labels"] = string.Join(',', description.Labels.All.OrderBy(l => l.Value).Select(l => l.Key)),
                [StoredModel.AxesKey] = string.Join(',', flips.Select(m => m.Axis)),
                [StoredModel.SwapKey] = flips.Any(m => m.Swaps.Count > 0) ? "true" : "false",
                ["version"] = ProvenanceRecord.ProductVersion,
                ["weights_licence"] = parse.GetValue(licence) ?? UnknownLicence,
            };
            if (parse.GetValue(licence) is null) context.Warn("The licence of the weights is unknown; record it with --weights-licence.");
            foreach (string unread in file.Unread) context.Warn($"left unread outside the weights: {unread}");
            SafetensorsFile.Write(Path.Combine(folder, "model.safetensors"), parse.GetValue(compatible) ? WithAliases(file.Tensors) : file.Tensors, metadata);
            plan.Write(Path.Combine(folder, "plans.json"));
            description.Write(Path.Combine(folder, DatasetJson.FileName));
            context.Say(string.Create(CultureInfo.InvariantCulture, $"Wrote {Path.Combine(folder, "model.safetensors")}: {file.Tensors.Count} tensors of {chosen.NetworkClassName}, configuration {chosen.Name}."));
            return ExitCodes.Done;
        });
    }

    private static string? Stated(WeightFile file) => file.Settings.GetValueOrDefault("init_args.configuration") ?? file.Settings.GetValueOrDefault("configuration");

    private static string? Near(string weights, params string[] names)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(weights));
        for (int up = 0; up <= 2 && folder is not null; up++, folder = Path.GetDirectoryName(folder))
        {
            string? found = names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);
            if (found is not null) return found;
        }

        return null;
    }

    private static void EnsureFits(WeightFile file, NetworkPlan network)
    {
        long found = file.Tensors.Where(t => !t.Key.Contains("running_", StringComparison.Ordinal) && !t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Sum(t => t.Value.Count);
        long expected = network.ParameterCount();
        if (found == expected) return;
        throw new DataFormatException(
            string.Create(CultureInfo.InvariantCulture, $"The weights have {found} parameters; the configuration's network has {expected}."),
            "Give the plans and the dataset.json that the weights were trained with, or another --configuration.",
            ProblemCodes.ModelInvalid);
    }

    private static Dictionary<string, WeightTensor> WithAliases(IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        var all = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in tensors)
        {
            string[] names = [name, .. BlockParameter().IsMatch(name) ? [BlockParameter().Replace(name, m => $"{m.Groups[1].Value}all_modules.{(m.Groups[2].Value == "conv" ? 0 : 1)}.")] : (string[])[]];
            foreach (string one in names)
            {
                all[one] = tensor;
                if (one.StartsWith("encoder.", StringComparison.Ordinal)) all["decoder." + one] = tensor;
            }
        }

        return all;
    }

    [GeneratedRegex(@"^(.*\.convs\.\d+\.)(conv|norm)\.", RegexOptions.CultureInvariant)]
    private static partial Regex BlockParameter();
}
