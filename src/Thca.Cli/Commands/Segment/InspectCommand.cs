using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;
using Thca.Torch.Weights;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment inspect</c></summary>
internal static class InspectCommand
{
    private const string Help = """
        Shows what a file holds without running anything: a weight file (.pth, .pt, .safetensors: names, shapes, parameters, settings), a plans file, or
        a data set (labels, cases, integrity of every file; a case with a problem makes the exit code 3).

        Example: thca segment inspect --weights fold_0/checkpoint_final.pth
        """;

    public static Command Create()
    {
        var weights = new Option<string?>("--weights") { Description = "Weight file." };
        var plans = new Option<string?>("--plans") { Description = "Plans file." };
        var dataset = new Option<string?>("--dataset") { Description = "Data set folder." };
        var command = new Command("inspect", Help);
        foreach (Option option in new Option[] { weights, plans, dataset }) command.Options.Add(option);
        return command.Runs((parse, context) => (parse.GetValue(weights), parse.GetValue(plans), parse.GetValue(dataset)) switch
        {
            ({ } file, null, null) => Weights(file, context),
            (null, { } file, null) => Plans(file, context),
            (null, null, { } folder) => Dataset(folder, context),
            _ => throw new UsageException("Give one of --weights, --plans and --dataset.", "Example: thca segment inspect --plans nnUNetPlans.json"),
        });
    }

    private static int Weights(string path, CommandContext context)
    {
        WeightFile file = WeightFile.Read(path);
        long parameters = file.Tensors.Sum(t => t.Value.Count);
        if (context.Json)
        {
            var tensors = new JsonObject();
            foreach ((string name, WeightTensor tensor) in file.Tensors)
                tensors[name] = new JsonObject { ["type"] = tensor.Type.ToString(), ["shape"] = new JsonArray([.. tensor.Shape.Select(s => (JsonNode)s)]) };
            var settings = new JsonObject();
            foreach ((string name, string value) in file.Settings) settings[name] = value;
            Print(new JsonObject { ["schema"] = "thca-segment-weights/1", ["parameters"] = parameters, ["aliases"] = file.AliasCount, ["tensors"] = tensors, ["settings"] = settings }, context);
            return ExitCodes.Done;
        }

        foreach ((string name, WeightTensor tensor) in file.Tensors) context.Say($"{name} {tensor.Type} [{string.Join(',', tensor.Shape)}]");
        foreach ((string name, string value) in file.Settings.Where(s => s.Value.Length <= 200)) context.Say($"{name} = {value}");
        foreach (string unread in file.Unread) context.Warn($"left unread outside the weights: {unread}");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{file.Tensors.Count} tensors, {parameters} values, {file.AliasCount} further names of the same tensors."));
        return ExitCodes.Done;
    }

    private static int Plans(string path, CommandContext context)
    {
        PlansFile plans = PlansFile.Read(path);
        if (context.Json)
        {
            var configurations = new JsonObject();
            foreach (string name in plans.Configurations)
            {
                ConfigurationPlan c = plans.Configuration(name);
                configurations[name] = new JsonObject
                {
                    ["patch_size"] = new JsonArray([.. c.PatchSize.Select(v => (JsonNode)v)]),
                    ["batch_size"] = c.BatchSize,
                    ["spacing"] = new JsonArray([.. c.Spacing.Select(v => (JsonNode)v)]),
                    ["stages"] = c.Network.StageCount,
                    ["network_class_name"] = c.NetworkClassName,
                    ["parameters_12_classes"] = c.NetworkFor(c.NormalizationSchemes.Count, 12).ParameterCount(),
                };
            }

            Print(new JsonObject { ["schema"] = "thca-segment-plans/1", ["dataset_name"] = plans.DatasetName, ["plans_name"] = plans.PlansName, ["configurations"] = configurations }, context);
            return ExitCodes.Done;
        }

        foreach (string line in PlansText.Summary(plans)) context.Say(line);
        foreach (string name in plans.Configurations)
        {
            ConfigurationPlan c = plans.Configuration(name);
            context.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {c.NetworkFor(c.NormalizationSchemes.Count, 12).ParameterCount()} parameters with 12 classes"));
        }

        return ExitCodes.Done;
    }

    private static int Dataset(string path, CommandContext context)
    {
        DatasetFolder dataset = DatasetFolder.Open(path);
        context.Say($"{dataset.Name}: channels {string.Join(", ", dataset.Description.ChannelNames)}; labels {string.Join(", ", dataset.Description.Labels.All.Select(l => $"{l.Value} {l.Key}"))}.");
        context.Say($"Pairs that change places when flipped: {string.Join(", ", dataset.Description.Labels.FlipPairs.Select(p => $"{p.Left}-{p.Right}"))}.");
        IReadOnlyList<KeyValuePair<string, Problem?>> cases = context.WithProgress(p => DatasetVerifier.Verify(dataset, context.Compute, p, context.Cancellation));
        return CaseOutcomes.Print([.. cases.Select(c => (c.Key, c.Value))], "thca-segment-dataset/1", "sound", dataset.FullName, context);
    }

    private static void Print(JsonObject json, CommandContext context) =>
        context.Out.WriteLine(json.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }));
}
