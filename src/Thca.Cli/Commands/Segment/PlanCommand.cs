using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment plan</c></summary>
internal static class PlanCommand
{
    private const string Help = """
        Checks a data set and plans its configurations: dataset_fingerprint.json, nnUNetPlans.json (name from --plans-name), dataset_verification.csv.
        Cases with a problem have a row there, are left out of the plan, and make the exit code 3.

        Example: thca segment plan --dataset Dataset101_Thyroid --network cbam --memory-gb 8
        """;

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "Data set folder with dataset.json, imagesTr, labelsTr.", Required = true };
        var output = new Option<string?>("--out") { Description = "Folder to write [default: the data set folder]." };
        var name = new Option<string>("--plans-name") { Description = "Name of the plans and their file.", DefaultValueFactory = _ => "nnUNetPlans" };
        Option<string> network = CommonOptions.OneOf(
            "--network", "auto: cbam, in reference mode cbam-reference; cbam: gates that see the image; cbam-reference: the original's; plain: nnU-Net's.", false, "auto", "cbam", "cbam-reference", "plain");
        var memory = new Option<double>("--memory-gb") { Description = "Memory of the graphics card to plan for, GB.", DefaultValueFactory = _ => 8 };
        var likePlain = new Option<bool>("--budget-like-plain") { Description = "Leave the gates out of the memory estimate: nnU-Net's patch sizes." };
        var spacing = new Option<string?>("--spacing") { Description = "Voxel size wanted along z,y,x, mm [default: from the data]." };
        var window = new Option<string?>("--intensity-labels") { Description = "Labels that set the intensity window, e.g. thyroid,lesion, or all [default: thyroid, carotids, lesion where they exist]." };
        var features = new Option<int>("--base-features") { Description = "Feature maps at full resolution.", DefaultValueFactory = _ => 32 };
        Option<string> mode = CommonOptions.Mode();
        var command = new Command("plan", Help);
        foreach (Option option in new Option[] { dataset, output, name, network, memory, likePlain, spacing, window, features, mode }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            DatasetFolder folder = DatasetFolder.Open(parse.GetRequiredValue(dataset));
            AnalysisMode analysis = parse.GetEnum<AnalysisMode>(mode);
            PlannedNetwork kind = parse.GetRequiredValue(network) switch
            {
                "auto" => analysis == AnalysisMode.Reference ? PlannedNetwork.CbamReference : PlannedNetwork.Cbam,
                "cbam" => PlannedNetwork.Cbam,
                "cbam-reference" => PlannedNetwork.CbamReference,
                _ => PlannedNetwork.Plain,
            };
            var options = new PlannerOptions
            {
                PlansName = parse.GetRequiredValue(name),
                Network = kind,
                MemoryGigabytes = parse.GetValue(memory),
                BudgetLikePlain = parse.GetValue(likePlain) || analysis == AnalysisMode.Reference,
                TargetSpacing = Numbers(parse.GetValue(spacing)),
                BaseFeatures = parse.GetValue(features),
                FileOrientation = analysis == AnalysisMode.Reference,
            };
            options.Validate();
            var fingerprinting = new FingerprintOptions { Mode = analysis, IntensityWindowLabels = Labels(parse.GetValue(window), folder) };
            string target = parse.GetValue(output) ?? folder.FullName;
            FingerprintResult result = context.WithProgress(p => FingerprintExtractor.Run(folder, fingerprinting, context.Compute, p, context.Cancellation));
            PlansFile plans = ExperimentPlanner.Plan(result.Fingerprint, folder.Description, folder.Name, options);
            result.Fingerprint.Write(Path.Combine(target, DatasetFingerprint.FileName));
            plans.Write(Path.Combine(target, options.PlansName + ".json"));
            if (target != folder.FullName) folder.Description.Write(Path.Combine(target, DatasetJson.FileName));
            WriteVerification(Path.Combine(target, "dataset_verification.csv"), result.Cases);
            foreach (string line in PlansText.Summary(plans)) context.Say(line);
            if (!plans.IsForNnUNet) context.Say("nnU-Net reads these plans but cannot build thca.CbamUNet; use --network plain or cbam-reference for plans it can train.");
            return CaseOutcomes.Print([.. result.Cases.Select(c => (c.Key, c.Value))], "thca-segment-plan/1", "planned", Path.Combine(target, options.PlansName + ".json"), context);
        });
    }

    private static double[]? Numbers(string? text)
    {
        if (text is null) return null;
        double[] values = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return values.Length == 3 && values.All(v => v > 0) ? values : throw new UsageException($"--spacing is '{text}'; three positive numbers separated by commas are expected.", "Example: --spacing 2,1,1");
    }

    private static string[]? Labels(string? text, DatasetFolder folder) => text is null ? null
        : text == "all" ? [.. folder.Description.Labels.Foreground.Select(v => v.ToString(CultureInfo.InvariantCulture))]
        : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static void WriteVerification(string path, IReadOnlyList<KeyValuePair<string, Problem?>> cases) => new TextTable(
        [FeatureTable.PatientIdColumn, "Status", "Message"],
        cases.Select(c =>
        {
            RowStatus status = c.Value is null ? RowStatus.Ok : RowStatus.From(c.Value);
            return (string[])[c.Key, status.Code, status.Message];
        })).Write(path);
}
