using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Tables;
using Thca.Pathology.HoverNet.Datasets;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology train</c></summary>
internal static class TrainCommand
{
    private const string Help = """
        Trains HoVer-Net on annotated pictures or synthetic tiles. Writes model.safetensors (the best epoch), training.csv and last.safetensors, from which
        --resume goes on to the same bits. Patients (the part of a name before __) are never on both sides of the validation split.

        Example: thca pathology train --phantom-tiles 6 --width-divisor 8 --patch 192 --epochs 16 --steps 10 --learning-rate 2e-3 --out model
        """;

    public static Command Create()
    {
        var defaults = new HoverNetTrainingOptions();
        var input = new SampleInput();
        Option<string> network = CommonOptions.OneOf("--network", "Form of the network.", false, "fast", "original");
        var types = new Option<int>("--types") { Description = "Classes with background; 0 for none.", DefaultValueFactory = _ => defaults.Plan.TypeCount };
        var divisor = new Option<int>("--width-divisor") { Description = "1, 2, 4 or 8: every width is divided by it.", DefaultValueFactory = _ => 1 };
        var patch = new Option<int?>("--patch") { Description = "Side of training patches [default: 256, original 270]." };
        var epochs = new Option<int>("--epochs") { Description = "Epochs with everything trained.", DefaultValueFactory = _ => defaults.Epochs };
        var frozen = new Option<int>("--frozen-epochs") { Description = "Epochs before them with the encoder frozen.", DefaultValueFactory = _ => 0 };
        var steps = new Option<int?>("--steps") { Description = "Steps per epoch [default: all samples once]." };
        var batch = new Option<int>("--batch") { Description = "Patches per step.", DefaultValueFactory = _ => defaults.BatchSize };
        var rate = new Option<double>("--learning-rate") { Description = "Learning rate.", DefaultValueFactory = _ => defaults.LearningRate };
        var decayEvery = new Option<int>("--decay-every") { Description = "Epochs after which the rate falls.", DefaultValueFactory = _ => defaults.DecayEvery };
        var decayFactor = new Option<double>("--decay-factor") { Description = "Factor by which it falls.", DefaultValueFactory = _ => defaults.DecayFactor };
        var averaging = new Option<double>("--weight-averaging") { Description = "Decay per step of a moving average of the weights, e.g. 0.999, which is then judged and kept; 0 for none.", DefaultValueFactory = _ => defaults.WeightAveraging };
        var share = new Option<double>("--validation-share") { Description = "Share of the patients held out to choose the best epoch.", DefaultValueFactory = _ => 0.2 };
        var start = new Option<string?>("--weights") { Description = "Weights to start from (a whole HoVer-Net of the same form, else its encoder)." };
        var plain = new Option<bool>("--no-augmentation") { Description = "Only cut and flip; no turning, colours or stains." };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the folder's last epoch." };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("train", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { network, types, divisor, patch, epochs, frozen, steps, batch, rate, decayEvery, decayFactor, averaging, share, start, plain, device, resume, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            bool noAugmentation = parse.GetValue(plain);
            var options = new HoverNetTrainingOptions
            {
                Plan = new HoverNetPlan { Mode = parse.GetEnum<HoverNetMode>(network), TypeCount = parse.GetValue(types), WidthDivisor = parse.GetValue(divisor) },
                PatchSize = parse.GetValue(patch),
                Epochs = parse.GetValue(epochs),
                FrozenEpochs = parse.GetValue(frozen),
                StepsPerEpoch = parse.GetValue(steps),
                BatchSize = parse.GetValue(batch),
                LearningRate = parse.GetValue(rate),
                DecayEvery = parse.GetValue(decayEvery),
                DecayFactor = parse.GetValue(decayFactor),
                WeightAveraging = parse.GetValue(averaging),
                Affine = noAugmentation ? false : null,
                ColourAugmentation = !noAugmentation,
                StainAugmentation = noAugmentation ? 0 : new HoverNetTrainingOptions().StainAugmentation,
                Device = parse.GetRequiredValue(device),
            };
            options.Validate();
            double held = parse.GetValue(share);
            if (held is not (>= 0 and < 1)) throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--validation-share is {held}."), "Give a share from 0 to below 1.");
            HoverNetWeights? weights = parse.GetValue(start) is { } file ? HoverNetWeights.Read(file) : null;
            (IReadOnlyList<NucleusSample> training, IReadOnlyList<NucleusSample> validation) = NucleusDataset.Split(input.Read(parse, "train", context), held, context.Seed);
            string folder = parse.GetRequiredValue(output);
            Directory.CreateDirectory(folder);
            TrainedHoverNet trained = context.WithProgress(progress => HoverNetTrainer.Train(
                new TrainingFold<IReadOnlyList<NucleusSample>>(training), new EvaluationFold<IReadOnlyList<NucleusSample>>(validation), options, context.Seed,
                weights, folder, parse.GetValue(resume), context.Compute, progress, context.Cancellation));
            TrainingEpoch last = trained.History[^1];
            context.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{trained.History.Count} epochs on {training.Count} samples: loss {trained.History[0].Loss:F2} to {last.Loss:F2}; {validation.Count} validation samples: Dice {last.ValidationDice:F3}, PQ {last.ValidationQuality:F3}. Model: {Path.Combine(folder, "model.safetensors")}"));
            if (context.Json)
            {
                context.Out.WriteLine(JsonSerializer.Serialize(new
                {
                    schema = "thca-nuclei-training/1", epochs = trained.History.Count, samples = training.Count, validation = validation.Count, loss = last.Loss, val_pq = NumberText.Format(last.ValidationQuality),
                }));
            }

            return ExitCodes.Done;
        });
    }
}
