using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Output;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model evaluate</c></summary>
internal static class EvaluateCommand
{
    private const string Help = """
        Judges predictions against outcomes: all metrics with intervals, calibration, decision curve, ROC curve.

        Example: thca model evaluate --predictions predictions.csv --outcome clinical.csv:M_stage --out evaluation
        """;

    public static Command Create()
    {
        var predictions = new Option<string>("--predictions") { Description = "Predictions (.csv): Probability or Calibrated by PatientID; repeats are averaged.", Required = true };
        var outcome = new Option<string>("--outcome") { Description = "Outcome column, FILE:COLUMN (0/1, M0/M1, No/Yes).", Required = true };
        var positive = new Option<string?>("--positive") { Description = "Level of the outcome that counts as the event." };
        var threshold = new Option<double?>("--threshold") { Description = "Positive from this probability on; default: the decisions in the file, else 0.5." };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("evaluate", Help);
        foreach (Option option in new Option[] { predictions, outcome, positive, threshold, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            if (parse.GetValue(threshold) is { } t && t is not (> 0 and < 1)) throw new UsageException(FormattableString.Invariant($"--threshold is {t}; expected a probability between 0 and 1."));
            OutcomeColumn target = OutcomeColumn.Read(parse.GetRequiredValue(outcome), parse.GetValue(positive));
            (PredictedCohort cohort, int dropped) = EvaluationFiles.Read(TextTable.Read(parse.GetRequiredValue(predictions)), target, parse.GetValue(threshold));
            if (dropped > 0) context.Warn(FormattableString.Invariant($"{dropped} patients left out (no prediction or no outcome)."));
            string folder = parse.GetRequiredValue(output);
            IReadOnlyDictionary<string, MetricEstimate> metrics = EvaluationFiles.Write(cohort, folder, null, context.Seed, context.Compute, context.Cancellation);
            if (context.Json) context.Out.Write(MetricsJson.Write(metrics, [], null));
            foreach (string line in MetricText.Lines(cohort, metrics)) context.Say(line);
            context.Say($"Written to {folder}.");
            return ExitCodes.Done;
        });
    }
}
