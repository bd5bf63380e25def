using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Provenance;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;
using Thca.Modeling.Training;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model train</c></summary>
internal static class TrainCommand
{
    private const string Help = """
        Develops a CRIT model on feature tables and judges it by repeated stratified cross-validation.

        Example: thca model train --features radiomics.csv clinical=clinical_clean.csv --outcome clinical.csv:M_stage --out model
        """;

    public static Command Create()
    {
        Option<string[]> features = ModelCommandOptions.Features();
        var outcome = new Option<string>("--outcome") { Description = "Outcome column, FILE:COLUMN (0/1, M0/M1, No/Yes).", Required = true };
        var positive = new Option<string?>("--positive") { Description = "Level of the outcome that counts as the event." };
        var folds = new Option<string>("--folds") { Description = "Folds x repeats of the validation.", DefaultValueFactory = _ => "5x5" };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("train", Help);
        foreach (Option option in new Option[] { features, outcome, positive, folds, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            FeatureSource[] sources = ModelCommandOptions.Sources(parse.GetRequiredValue(features));
            string reference = parse.GetRequiredValue(outcome);
            OutcomeColumn target = OutcomeColumn.Read(reference, parse.GetValue(positive));
            TrainingTable table = TrainingTable.Create(FeatureTableIntake.Read(sources, new IntakeOptions { OutcomeColumn = target.Name }), target);
            ModelCommandOptions.Report(table.IgnoredColumns, table.Dropped, table.Warnings, context);
            var options = new CritTrainingOptions
            {
                Validation = CrossValidationOptions.Parse(parse.GetRequiredValue(folds)),
                Inputs = [.. Hashed([.. sources.Select(s => s.Path), OutcomeColumn.SplitReference(reference).File])],
            };
            CritTrainingResult result = context.WithProgress(p =>
                CritTrainer.Train(new TrainingFold<TrainingTable>(table, "development"), options, context.Seed, context.Compute, p, context.Cancellation));
            string folder = parse.GetRequiredValue(output);
            TrainingFiles.Write(result, folder);
            Print(table, result, folder, context);
            return ExitCodes.Done;
        });
    }

    private static IEnumerable<ProvenanceInput> Hashed(IEnumerable<string> paths) =>
        paths.Distinct(StringComparer.Ordinal).Select(p => new ProvenanceInput(Path.GetFileName(p), ContentHash.OfFile(p).Hex));

    private static void Print(TrainingTable table, CritTrainingResult result, string folder, CommandContext context)
    {
        if (context.Json)
        {
            context.Out.Write(MetricsJson.Write(result.Metrics, [KeyValuePair.Create(result.Artifact.Combination.Name, result.Metrics)], null));
            return;
        }

        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"{table.Rows.RowCount} patients, {table.Rows.Events} with the event; {table.Features.Count} features, {result.Artifact.Features.Count} in the model ({result.Artifact.Combination.Name})."));
        foreach ((string key, string words) in new[] { ("auc_roc", "AUC"), ("sensitivity", "Sensitivity"), ("specificity", "Specificity"), ("npv", "NPV") })
            context.Say($"{words} {Text(result.Metrics[key])}");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"Threshold {result.Artifact.Thresholds[0].Value:0.000} ({result.Artifact.Thresholds[0].Strategy}). Written to {Path.Combine(folder, TrainingFiles.Model)}."));
    }

    private static string Text(MetricEstimate m) => double.IsNaN(m.Value)
        ? "undefined"
        : string.Create(CultureInfo.InvariantCulture, $"{m.Value:0.000} (95 % CI {m.Lower:0.000}-{m.Upper:0.000})");
}
