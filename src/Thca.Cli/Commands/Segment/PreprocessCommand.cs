using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment preprocess</c></summary>
internal static class PreprocessCommand
{
    private const string Help = """
        Prepares the training cases of a data set for training: PLANS_CONFIG/CASE.image.npy, .label.npy, .locations.npy, .json, the label maps in
        gt_segmentations, and splits_final.json with all cases of a patient in one fold. Can be run again at any time: unchanged cases are skipped.

        Example: thca segment preprocess --dataset Dataset101_Thyroid --plans Dataset101_Thyroid/nnUNetPlans.json --configuration 3d_fullres
        """;

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "Data set folder with dataset.json, imagesTr, labelsTr.", Required = true };
        var plans = new Option<string?>("--plans") { Description = "Plans file [default: nnUNetPlans.json in the output or data set folder]." };
        var configuration = new Option<string[]>("--configuration", "-c") { Description = "Configurations, e.g. 3d_fullres [default: all].", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = "Folder to write [default: the folder of the plans]." };
        var patients = new Option<string?>("--patients") { Description = "Table with columns case and PatientID: which cases are of one patient." };
        var folds = new Option<int>("--folds") { Description = "Folds of splits_final.json.", DefaultValueFactory = _ => 5 };
        var splitSeed = new Option<uint>("--split-seed") { Description = "Seed of the folds (nnU-Net's is 12345).", DefaultValueFactory = _ => CrossValidationSplit.DefaultSeed };
        Option<string> mode = CommonOptions.Mode();
        var command = new Command("preprocess", Help);
        foreach (Option option in new Option[] { dataset, plans, configuration, output, patients, folds, splitSeed, mode }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            DatasetFolder folder = DatasetFolder.Open(parse.GetRequiredValue(dataset));
            string? outputFolder = parse.GetValue(output);
            string plansPath = parse.GetValue(plans) ?? Find(outputFolder, folder.FullName);
            string target = outputFolder ?? Path.GetDirectoryName(Path.GetFullPath(plansPath))!;
            PlansFile file = PlansFile.Read(plansPath);
            string[]? named = parse.GetValue(configuration) is { Length: > 0 } names ? names : null;
            if (parse.GetValue(patients) is null) context.Warn("Without --patients every case counts as a patient of its own.");
            var options = new PreprocessingOptions
            {
                Configurations = named,
                Mode = parse.GetEnum<AnalysisMode>(mode),
                Patients = PatientMap.Read(parse.GetValue(patients)),
                Folds = parse.GetValue(folds),
                SplitSeed = parse.GetValue(splitSeed),
            };
            IReadOnlyList<PreprocessingOutcome> outcomes = context.WithProgress(p => DatasetPreprocessor.Run(folder, file, target, options, context.Compute, p, context.Cancellation));
            string copy = Path.Combine(target, file.PlansName + ".json");
            if (!File.Exists(copy)) file.Write(copy);
            int reused = outcomes.Count(o => o.Reused);
            if (reused > 0) context.Say(FormattableString.Invariant($"{reused} of {outcomes.Count} were unchanged from an earlier run."));
            // One line per case: the first problem of its configurations.
            (string, Problem?)[] cases = [.. outcomes.GroupBy(o => o.Id).Select(g => (g.Key, g.Where(o => !o.Size.Succeeded).Select(o => o.Size.Problem).FirstOrDefault()))];
            return CaseOutcomes.Print(cases, "thca-segment-preprocess/1", "preprocessed", target, context);
        });
    }

    private static string Find(string? output, string dataset)
    {
        foreach (string? folder in (string?[])[output, dataset])
        {
            if (folder is not null && File.Exists(Path.Combine(folder, "nnUNetPlans.json"))) return Path.Combine(folder, "nnUNetPlans.json");
        }

        throw new UsageException("There is no nnUNetPlans.json in the data set folder.", "Run thca segment plan first, or name the file with --plans.");
    }
}
