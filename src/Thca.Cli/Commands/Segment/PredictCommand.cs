using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;
using Thca.Pipelines.Segmentation;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Inference;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment predict</c></summary>
internal static class PredictCommand
{
    private const string Help = """
        Segments CTs with a trained model: label maps on the CT's own grid, CASE.json with provenance, cases.csv with volumes and quality flags.
        Several folds are averaged, and how far their lesions differ is said (uncertainty). Cases with a problem have a row in cases.csv and make the exit code 3.

        Example: thca segment predict --weights ThcaTrainer__nnUNetPlans__3d_fullres --images cts --out masks --extract lesion
        """;

    public static Command Create()
    {
        var weights = new Option<string>("--weights") { Description = "Weight file (plans.json and dataset.json beside it or up to two folders up), or the folder of a training or of a converted model.", Required = true };
        var fold = new Option<string[]>("--fold") { Description = "Folds to average [default: all there are].", AllowMultipleArgumentsPerToken = true };
        var configuration = new Option<string?>("--configuration", "-c") { Description = "Configuration [default: as the weights say]." };
        var image = new Option<string[]>("--image") { Description = "CT of one case; several files for several channels.", AllowMultipleArgumentsPerToken = true };
        var images = new Option<string?>("--images") { Description = "Folder with CTs (CASE.nii.gz or CASE_0000.nii.gz)." };
        Option<string> output = CommonOptions.Out("Label map to write with --image, folder with --images.");
        var extract = new Option<string[]>("--extract") { Description = "Also write masks into folders of these names: lesion, thyroid.", AllowMultipleArgumentsPerToken = true };
        extract.AcceptOnlyFromAmong("lesion", "thyroid");
        var patients = new Option<string?>("--patients") { Description = "Table with columns case and PatientID." };
        var noFlips = new Option<bool>("--no-tta") { Description = "Do not average over flips: faster." };
        var step = new Option<double>("--tile-step") { Description = "Largest step between tiles, in tiles.", DefaultValueFactory = _ => 0.5 };
        var least = new Option<double>("--min-lesion-mm3") { Description = "Remove lesion components below this volume.", DefaultValueFactory = _ => 0 };
        var memory = new Option<double>("--max-memory-gb") { Description = "Class maps above this size lie in a temporary file.", DefaultValueFactory = _ => 1 };
        var temporary = new Option<string>("--temp") { Description = "Folder of that file [default: the system's].", DefaultValueFactory = _ => "" };
        var rules = new Option<string?>("--postprocessing") { Description = "Rules of segment evaluate --learn-postprocessing (postprocessing.json): labels of which the largest component is kept." };
        var probabilities = new Option<bool>("--save-probabilities") { Description = "Also write CASE.npz: class probabilities on the CT's grid, float32 [class, z, y, x]." };
        var torch = new TorchOptions();
        var command = new Command("predict", Help);
        foreach (Option option in new Option[] { weights, fold, configuration, image, images, output, extract, patients, noFlips, step, least, rules, probabilities, memory, temporary }) command.Options.Add(option);
        torch.AddTo(command);
        return command.Runs((parse, context) =>
        {
            string target = parse.GetRequiredValue(output);
            string[] single = parse.GetValue(image) ?? [];
            string? folder = parse.GetValue(images);
            if (single.Length > 0 == folder is not null) throw new UsageException("Give either --image or --images.");
            var options = new SegmentationRunOptions
            {
                Prediction = new PredictionOptions
                {
                    Flips = !parse.GetValue(noFlips),
                    MinLesionVolume = parse.GetValue(least),
                    Postprocessing = parse.GetValue(rules) is { } file ? ComponentRules.Read(file) : new ComponentRules(),
                    Window = new SlidingWindowOptions { TileStep = parse.GetValue(step), MemoryLimit = (long)(parse.GetValue(memory) * 1e9), TemporaryFolder = parse.GetRequiredValue(temporary) },
                },
                Extract = parse.GetValue(extract) ?? [],
                SaveProbabilities = parse.GetValue(probabilities),
                Patients = PatientMap.Read(parse.GetValue(patients)),
            };
            options.Validate();
            string device = torch.Apply(parse);
            using SegmentationModel model = SegmentationModel.Load(WeightFiles.Find(parse.GetRequiredValue(weights), parse.GetValue(fold)), parse.GetValue(configuration), device);
            if (options.Patients is null) context.Warn("Without --patients every case counts as a patient of its own.");
            var run = new SegmentationRun(model, options);
            IReadOnlyList<KeyValuePair<string, Outcome<SegmentationSummary>>> outcomes = context.WithProgress(p => folder is not null
                ? run.Segment(PredictionInput.InFolder(folder), target, context.Compute, p, context.Cancellation)
                : [KeyValuePair.Create(PredictionInput.NameOf(single[0]), run.Segment(new PredictionInput(PredictionInput.NameOf(single[0]), single), target, context.Compute, p, context.Cancellation))]);
            foreach ((string name, Outcome<SegmentationSummary> outcome) in outcomes.Where(o => o.Value.Succeeded)) context.Say($"{name}: {Text(outcome.Value)}");
            return CaseOutcomes.Print([.. outcomes.Select(o => (o.Key, o.Value.Succeeded ? null : o.Value.Problem))], "thca-segment-predict/1", "segmented", target, context);
        });
    }

    private static string Text(SegmentationSummary result)
    {
        string lesion = result.LesionLabel is null ? "no lesion label" : string.Create(CultureInfo.InvariantCulture, $"lesion {result.LesionVolume / 1000:0.00} ml");
        string folds = double.IsNaN(result.Uncertainty) ? "" : string.Create(CultureInfo.InvariantCulture, $", folds disagree by {result.Uncertainty:0.00}");
        return result.Flags.Count == 0 ? lesion + folds : $"{lesion}{folds}; look at it: {string.Join(", ", result.Flags)}";
    }
}
