using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment evaluate</c></summary>
internal static class EvaluateCommand
{
    private const string Help = """
        Measures predicted label maps against ground truth: summary.json (nnU-Net's layout), evaluation.csv (a row per case and label), cases.csv (a row per
        case). A case without counterpart has a row that says so and makes the exit code 3. The folder of a training stands for the validation masks of all its
        folds, which are collected in crossval_results_folds_0_1_…. With --learn-postprocessing also postprocessing.json (for segment predict --postprocessing) and the
        filtered masks in postprocessed/; learn it on such validation masks. The lesion never loses a focus.

        Example: thca segment evaluate --predictions masks --truth Dataset101_Thyroid/labelsTr --dataset Dataset101_Thyroid --out evaluation
        """;

    public static Command Create()
    {
        var predictions = new Option<string>("--predictions") { Description = "Folder of predicted masks, CASE.nii.gz, or of a training whose folds were validated.", Required = true };
        var truth = new Option<string?>("--truth") { Description = "Folder of ground truth with the same names [default: labelsTr of the data set]." };
        var dataset = new Option<string?>("--dataset") { Description = "Data set folder or dataset.json that names the labels [default: beside the predictions or the truth, else the twelve of this product]." };
        var patients = new Option<string?>("--patients") { Description = "Table with columns case and PatientID." };
        var tolerances = new Option<string>("--tolerance-mm") { Description = "Tolerances of the surface Dice, mm.", DefaultValueFactory = _ => "1,2" };
        var learn = new Option<bool>("--learn-postprocessing") { Description = "Learn which labels gain from keeping their largest component." };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("evaluate", Help);
        foreach (Option option in new Option[] { predictions, truth, dataset, patients, tolerances, learn, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            string predicted = parse.GetRequiredValue(predictions), folder = parse.GetRequiredValue(output);
            string? set = parse.GetValue(dataset);
            bool training = CrossValidationPredictions.Has(predicted);
            // A training lies in the folder of its preprocessed data, unless it was told otherwise.
            if (training && set is null && Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(predicted))) is { } above && File.Exists(Path.Combine(above, DatasetJson.FileName))) set = above;
            string reference = parse.GetValue(truth) ?? Truth(set);
            DatasetJson? description = Description(set, predicted, reference);
            LabelSet labels = description?.Labels ?? LabelSet.Thyroid;
            string ending = description?.FileEnding ?? ".nii.gz";
            CrossValidationPredictions? folds = training ? CrossValidationPredictions.Collect(predicted, folder, Splits(set), ending) : null;
            if (folds is { MissingFolds.Count: > 0 }) context.Warn($"not validated: {string.Join(", ", folds.MissingFolds.Select(f => FormattableString.Invariant($"fold {f}")))}; the result is of the other folds.");
            predicted = folds?.Folder ?? predicted;
            var options = new EvaluationOptions { Mode = parse.GetEnum<AnalysisMode>(mode), TolerancesMm = Numbers(parse.GetRequiredValue(tolerances)) };
            EvaluationResult result = context.WithProgress(p => SegmentationEvaluator.Run(predicted, reference, labels, options, ending, folds?.Cases, context.Compute, p, context.Cancellation));
            if (parse.GetValue(patients) is null) context.Warn("Without --patients every case counts as a patient of its own.");
            string name = set is null ? "" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(File.Exists(set) ? Path.GetDirectoryName(Path.GetFullPath(set))! : set)));
            EvaluationWriter.Write(folder, result, name, PatientMap.Read(parse.GetValue(patients)));
            Say(result, context);
            if (parse.GetValue(learn)) Learn(predicted, reference, folds?.Cases, labels, ending, folder, context);
            (string, Problem?)[] cases = [.. result.Cases.Select(c => (c.Id, c.Labels.Succeeded ? null : c.Labels.Problem))];
            return CaseOutcomes.Print(cases, "thca-segment-evaluate/1", "evaluated", folder, context);
        });
    }

    private static void Say(EvaluationResult result, CommandContext context)
    {
        foreach (int label in result.Labels.Foreground)
            context.Say(string.Create(CultureInfo.InvariantCulture, $"{result.Labels.NameOf(label)}: Dice {result.Mean(label, m => m.Dice):0.0000}"));
        context.Say(string.Create(CultureInfo.InvariantCulture, $"foreground: Dice {result.ForegroundMean(m => m.Dice):0.0000}"));
        if (result.LabelsNeverSeen.Count > 0)
            context.Warn($"{string.Join(", ", result.LabelsNeverSeen.Select(result.Labels.NameOf))}: in no prediction and no ground truth; left out of the foreground mean.");
    }

    private static void Learn(string predictions, string truth, IReadOnlyList<string>? cases, LabelSet labels, string ending, string folder, CommandContext context)
    {
        ComponentRules rules = context.WithProgress(p => ComponentFilter.Learn(predictions, truth, labels, ending, cases, context.Compute, p, context.Cancellation));
        rules.Write(Path.Combine(folder, ComponentRules.FileName), labels.Foreground);
        foreach (string file in Directory.EnumerateFiles(predictions, "*" + ending).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal))
            VolumeFile.WriteLabelMap(ComponentFilter.Apply(VolumeFile.ReadLabelMap(file), rules, labels), Path.Combine(folder, "postprocessed", Path.GetFileName(file)));
        string taken = string.Join(", ", rules.LargestOfLabels.Select(labels.NameOf));
        context.Say(rules.IsEmpty ? "No largest-component rule raises Dice." : $"Largest component: {(rules.LargestForeground ? "all foreground; " : "")}{(taken.Length > 0 ? taken : "no single label")}.");
    }

    private static IReadOnlyList<CrossValidationSplit>? Splits(string? dataset)
    {
        string? file = dataset is null ? null : Path.Combine(File.Exists(dataset) ? Path.GetDirectoryName(Path.GetFullPath(dataset))! : dataset, CrossValidationSplit.FileName);
        return file is not null && File.Exists(file) ? CrossValidationSplit.Read(file) : null;
    }

    private static string Truth(string? dataset)
    {
        if (dataset is null || !Directory.Exists(dataset)) throw new UsageException("Neither --truth nor a data set folder is given.", "Example: --truth Dataset101_Thyroid/labelsTr");
        string labels = Path.Combine(dataset, DatasetFolder.Labels);
        return Directory.Exists(labels) ? labels : Path.Combine(dataset, DatasetPreprocessor.GroundTruth);
    }

    private static DatasetJson? Description(string? dataset, string predictions, string truth)
    {
        if (dataset is not null) return DatasetJson.Read(File.Exists(dataset) ? dataset : Path.Combine(dataset, DatasetJson.FileName));
        string? found = new[] { predictions, truth, Path.Combine(truth, "..") }.Select(f => Path.Combine(f, DatasetJson.FileName)).FirstOrDefault(File.Exists);
        return found is null ? null : DatasetJson.Read(found);
    }

    private static double[] Numbers(string text)
    {
        double[] values = [.. text.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return values.All(v => v >= 0) ? values : throw new UsageException($"--tolerance-mm is '{text}'; numbers from 0, separated by commas, are expected.", "Example: --tolerance-mm 1,2");
    }
}
