using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Tables;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Evaluation;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology evaluate</c></summary>
internal static class EvaluateCommand
{
    private const string Help = """
        Judges HoVer-Net weights on annotated pictures it was not trained on: Dice, AJI, panoptic quality, detection and typing, with intervals from resampled
        patients. Writes metrics.json and evaluation.csv.

        Example: thca pathology evaluate --weights model/model.safetensors --data fold3 --out judged
        """;

    private static readonly string[] Columns = ["Sample", "Group", "TrueNuclei", "FoundNuclei", "Dice", "AJI", "AJI_plus", "DQ", "SQ", "PQ", "mPQ", "F1_detection", "Type_accuracy"];

    public static Command Create()
    {
        var input = new SampleInput();
        var weights = new Option<string>("--weights") { Description = "HoVer-Net weights.", Required = true };
        var licence = new Option<string?>("--weights-licence") { Description = "Licence of the weights, recorded with the result." };
        var patch = new Option<int?>("--patch") { Description = "Side of patches [default: 256, original 270]." };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var bootstrap = new Option<int>("--bootstrap") { Description = "Resampled data sets for the intervals; 0 for none.", DefaultValueFactory = _ => 1000 };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("evaluate", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { weights, licence, patch, device, bootstrap, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            HoverNetWeights judged = HoverNetWeights.Read(parse.GetRequiredValue(weights), parse.GetValue(licence));
            context.Say($"Weights: {judged.Source}, licence: {judged.Licence}.");
            IReadOnlyList<NucleusSample> samples = input.Read(parse, "evaluate", context);
            using var detector = new HoverNetDetector(judged, new HoverNetInferenceOptions { Device = parse.GetRequiredValue(device), PatchSize = parse.GetValue(patch), PatchesAtOnce = context.Compute.MaxDegreeOfParallelism });
            IReadOnlyList<EvaluatedSample> results = context.WithProgress(progress => HoverNetEvaluator.Run(
                detector, new EvaluationFold<IReadOnlyList<NucleusSample>>(samples), context.Compute, progress, context.Cancellation));
            IReadOnlyList<MetricValue> metrics = EvaluationSummary.Of(results, context.Seed, Math.Max(0, parse.GetValue(bootstrap)));
            string folder = parse.GetRequiredValue(output), path = Path.Combine(folder, "metrics.json");
            EvaluationSummary.Save(path, metrics, results, judged);
            new TextTable(Columns, results.Select(Row), "evaluation.csv").Write(Path.Combine(folder, "evaluation.csv"));
            if (context.Json) context.Out.WriteLine(File.ReadAllText(path));
            foreach (MetricValue metric in metrics.Take(10))
                context.Say(string.Create(CultureInfo.InvariantCulture, $"{metric.Name}: {metric.Value:F3} [{metric.Lower:F3}, {metric.Upper:F3}]"));
            context.Say($"Metrics: {path}");
            return ExitCodes.Done;
        });
    }

    private static IReadOnlyList<string> Row(EvaluatedSample sample) =>
    [
        sample.Name, sample.Group, sample.Scores.TrueCount.ToString(CultureInfo.InvariantCulture), sample.Scores.PredictedCount.ToString(CultureInfo.InvariantCulture),
        .. new[]
        {
            sample.Scores.Dice, sample.Scores.Aji, sample.Scores.AjiPlus, sample.Scores.DetectionQuality, sample.Scores.SegmentationQuality, sample.Scores.PanopticQuality,
            sample.MeanTypeQuality, sample.Counts.DetectionF1, sample.Counts.TypeAccuracy,
        }.Select(NumberText.Format),
    ];
}
