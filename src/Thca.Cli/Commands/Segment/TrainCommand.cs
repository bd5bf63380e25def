using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Evaluation;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Training;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment train</c></summary>
internal static class TrainCommand
{
    private const string Help = """
        Trains one fold of a preprocessed data set, or all folds one after the other: ThcaTrainer__PLANS__CONFIG/fold_K with checkpoint_best, checkpoint_latest and
        checkpoint_final (.safetensors), training.csv and progress.html; then the fold's validation cases are predicted and evaluated (fold_K/validation with masks and
        summary.json). An interrupted training or validation goes on with --continue to the same result.

        Example: thca segment train --dataset Dataset101_Thyroid --plans Dataset101_Thyroid/nnUNetPlans.json --configuration 3d_fullres --fold 0
        """;

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "Folder with the preprocessed cases, dataset.json and splits_final.json.", Required = true };
        var plans = new Option<string?>("--plans") { Description = "Plans file [default: nnUNetPlans.json in the data set folder]." };
        var configuration = new Option<string>("--configuration", "-c") { Description = "Configuration of the plans.", DefaultValueFactory = _ => "3d_fullres" };
        var fold = new Option<string[]>("--fold") { Description = "Folds to train, e.g. 0, or 0 1 2 3 4; all: one training on every case.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["0"] };
        var output = new Option<string?>("--out") { Description = "Folder above the training's [default: the data set folder]." };
        var epochs = new Option<int>("--epochs") { Description = "Epochs of the schedule.", DefaultValueFactory = _ => 1000 };
        var iterations = new Option<int>("--iterations") { Description = "Training steps per epoch.", DefaultValueFactory = _ => 250 };
        var validation = new Option<int>("--validation-iterations") { Description = "Validation batches per epoch.", DefaultValueFactory = _ => 50 };
        Option<string> optimizer = CommonOptions.OneOf("--optimizer", "sgd: Nesterov momentum, for thousands of steps; adamw: for hundreds.", false, "sgd", "adamw");
        var rate = new Option<double?>("--learning-rate") { Description = "Learning rate of the first epoch [default: 0.01 for sgd, 0.001 for adamw]." };
        Option<string> augmentation = CommonOptions.OneOf("--augmentation", "standard: nnU-Net's list; light: noise and flips only.", false, "standard", "light");
        var every = new Option<int>("--checkpoint-every") { Description = "Epochs between two checkpoints that can be gone on from.", DefaultValueFactory = _ => 50 };
        var resume = new Option<bool>("--continue") { Description = "Go on from the last checkpoint." };
        var skip = new Option<bool>("--skip-validation") { Description = "Do not predict and evaluate the fold's validation cases after the training." };
        var probabilities = new Option<bool>("--save-probabilities") { Description = "Save the class probabilities of the validation cases too (CASE.npz)." };
        var torch = new TorchOptions();
        Option<string> mode = CommonOptions.Mode();
        var command = new Command("train", Help);
        foreach (Option option in new Option[] { dataset, plans, configuration, fold, output, epochs, iterations, validation, optimizer, rate, augmentation, every, resume, skip, probabilities, mode }) command.Options.Add(option);
        torch.AddTo(command);
        return command.Runs((parse, context) =>
        {
            string data = parse.GetRequiredValue(dataset), target = parse.GetValue(output) ?? data;
            PlansFile file = PlansFile.Read(parse.GetValue(plans) ?? Path.Combine(data, "nnUNetPlans.json"));
            ConfigurationPlan chosen = file.Configuration(parse.GetRequiredValue(configuration));
            AnalysisMode analysis = parse.GetEnum<AnalysisMode>(mode);
            bool adam = parse.GetRequiredValue(optimizer) == "adamw";
            SegmentationTrainingOptions planned = FoldTrainer.OptionsFor(file, chosen, DatasetJson.Read(Path.Combine(data, DatasetJson.FileName)), analysis);
            SegmentationTrainingOptions options = planned with
            {
                Epochs = parse.GetValue(epochs),
                Iterations = parse.GetValue(iterations),
                ValidationIterations = parse.GetValue(validation),
                Optimizer = adam ? OptimizerKind.AdamW : OptimizerKind.SgdNesterov,
                LearningRate = parse.GetValue(rate) ?? (adam ? 0.001 : 0.01),
                Augmentation = parse.GetRequiredValue(augmentation) == "light" ? AugmentationPipeline.NoiseOnly(planned.Patch, planned.Mirror) : null,
                CheckpointEvery = parse.GetValue(every),
                Device = torch.Apply(parse),
            };
            options.Validate();
            if (analysis == AnalysisMode.Sound && planned.Labels.UnpairedSides is { Count: > 0 } sides)
                context.Warn($"{string.Join(", ", sides)}: the label of the other side is missing, so images are not flipped.");
            var validated = new List<(string, Problem?)>();
            foreach (string number in parse.GetRequiredValue(fold))
            {
                using (TrainedNetwork trained = context.WithProgress(p =>
                    FoldTrainer.Train(data, file, chosen, number, target, options, context.Seed, parse.GetValue(resume), context.Compute, p, context.Cancellation)))
                {
                    EpochRecord last = trained.History[^1];
                    string dice = double.IsNaN(last.MeanDice) ? "" : string.Create(CultureInfo.InvariantCulture, $", pseudo-Dice {last.MeanDice:0.000}");
                    context.Say(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Fold {number}: {trained.History.Count} epochs, training loss {last.TrainingLoss:0.000}{dice}. Written: {Path.Combine(FoldTrainer.FolderOf(target, file, chosen), "fold_" + number)}"));
                }

                if (parse.GetValue(skip)) continue;
                var validation = new FoldValidationOptions { Device = options.Device, SaveProbabilities = parse.GetValue(probabilities), Evaluation = new EvaluationOptions { Mode = analysis } };
                EvaluationResult result = context.WithProgress(p => FoldValidation.Run(data, file, chosen, number, target, validation, context.Compute, p, context.Cancellation));
                context.Say(string.Create(CultureInfo.InvariantCulture, $"Fold {number}: {result.Cases.Count} validation cases, foreground Dice {result.ForegroundMean(m => m.Dice):0.000}."));
                validated.AddRange(result.Cases.Select(c => ($"fold {number}, {c.Id}", c.Labels.Succeeded ? null : c.Labels.Problem)));
            }

            return validated.Count == 0
                ? ExitCodes.Done
                : CaseOutcomes.Print(validated, "thca-segment-train/1", "validated", FoldTrainer.FolderOf(target, file, chosen), context);
        });
    }
}
