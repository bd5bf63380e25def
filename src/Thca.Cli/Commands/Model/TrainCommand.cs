using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Provenance;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model train</c></summary>
internal static class TrainCommand
{
    private const string Help = """
        Develops a CRIT model: tunes, selects, calibrates and sets the threshold inside training folds, compares every combination of the tables'
        modalities, and writes the frozen model with its nested validation. An interrupted run goes on where it stopped.

        Example: thca model train --features radiomics.csv clinical=clinical_clean.csv --outcome clinical.csv:M_stage --preset quick --out model
        """;

    public static Command Create()
    {
        var inputs = new TrainInputs();
        var combination = new Option<string?>("--combination") { Description = "Only this combination, e.g. Clinical+Radiomics; default: all the tables allow." };
        Option<string> preset = CommonOptions.OneOf("--preset", "Budget: quick 3x1 folds and 10 trials, standard 5x5 and 30, full 5x10 and 100.", false, "standard", "quick", "full");
        var study = new Option<string?>("--study") { Description = "study.json whose section \"model\" sets any option of training and declares units, timing and intended use; options given here override it.", HelpName = "study.json" };
        var trials = new Option<int?>("--trials") { Description = "Configurations tried in every training fold; 1 tries the default only." };
        var folds = new Option<string?>("--folds") { Description = "Outer folds x repeats, e.g. 5x5." };
        Option<string> protocol = CommonOptions.OneOf(
            "--protocol", "sound: nested validation; reference: the published single split, leaks included, not for inference; reference-corrected: that design without its bugs.", false, "sound", "reference-corrected", "reference");
        var bootstrap = new Option<int>("--bootstrap") { Description = "Also repeat the development of the chosen combination on so many bootstrap samples (.632+, optimism); 200 or more for a report.", DefaultValueFactory = _ => 0 };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("train", Help);
        inputs.AddTo(command);
        foreach (Option option in new Option[] { combination, protocol, study, preset, trials, folds, bootstrap, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            string? named = parse.GetResult(preset) is { Implicit: false } ? parse.GetRequiredValue(preset) : null;
            CritTrainingOptions options = parse.GetValue(study) is { } file ? TrainingOptionsFile.Read(file, named) : CritTrainingOptions.Preset(parse.GetRequiredValue(preset));
            if (parse.GetValue(bootstrap) < 0) throw new UsageException("--bootstrap must not be negative.");
            TrainingTable table = inputs.Read(parse, context);
            string folder = parse.GetRequiredValue(output);
            options = options with
            {
                Validation = parse.GetValue(folds) is { } text ? CrossValidationOptions.Parse(text) : options.Validation,
                Search = parse.GetValue(trials) is { } count ? options.Search with { Trials = count } : options.Search,
                Combinations = parse.GetValue(combination) is { } name ? [FeatureCombination.ByName(name)] : options.Combinations.Count > 0 ? options.Combinations : FeatureCombination.Constructible(table.Features),
                Declarations = inputs.Confirm(parse, options.Declarations),
                CheckpointFolder = Path.Combine(folder, ".checkpoints"),
                Inputs = inputs.Hashed(parse),
            };
            RequireModalities(options.Combinations, table);
            string wanted = parse.GetRequiredValue(protocol);
            if (wanted != "sound") return ReferenceRun.Run(table, wanted == "reference-corrected", parse.GetValue(trials), options, inputs, parse, folder, context);
            long started = TimeProvider.System.GetTimestamp();
            List<(string Stage, TimeSpan Took)> times = [];
            CritTrainingResult result = context.WithProgress(p =>
                CritTrainer.Train(new TrainingFold<TrainingTable>(table, "development"), options, context.Seed, context.Compute, p, context.Cancellation));
            Took("training");
            inputs.RequireUnits(parse, result.Artifact);
            TrainingFiles.WriteModel(result, folder);
            ExternalValidation? external = inputs.External(parse) is { } files ? Evaluate(files, result, options, folder, inputs.Reason(parse), context) : null;
            if (external is not null) Took("external validation");
            TrainingFiles.Write(result, folder, options, external, context.Seed, context.Compute, context.Cancellation);
            Took("files");
            if (parse.GetValue(bootstrap) is > 0 and var samples)
            {
                FeatureCombination chosen = FeatureCombination.ByName(result.Artifact.Combination.Name);
                context.WithProgress(p => BootstrapOptimism.Run(new TrainingFold<TrainingTable>(table, "development"), chosen, options, samples, context.Seed, context.Compute, p, context.Cancellation))
                    .Table().Write(Path.Combine(folder, BootstrapOptimism.FileName));
                Took("bootstrap");
            }

            RunManifest.Write(folder, table, options, result, context.Seed, external);
            RunManifest.WriteTimes(folder, times);
            TrainReport.Print(table, result, external, folder, context);
            return ExitCodes.Done;

            void Took(string stage)
            {
                times.Add((stage, TimeProvider.System.GetElapsedTime(started)));
                started = TimeProvider.System.GetTimestamp();
            }
        });
    }

    private static void RequireModalities(IReadOnlyList<FeatureCombination> combinations, TrainingTable table)
    {
        HashSet<Modality> present = [.. table.Features.Select(f => f.Modality)];
        foreach (FeatureCombination combination in combinations)
        {
            Modality[] absent = [.. combination.Modalities.Where(m => !present.Contains(m))];
            if (absent.Length > 0) throw new UsageException($"Combination {combination.Name} needs {string.Join(", ", absent)}, which the tables do not hold.", "Give the missing tables, or another --combination.");
        }
    }

    internal static ExternalValidation Evaluate(SealedCohort files, CritTrainingResult result, CritTrainingOptions options, string folder, string? reason, CommandContext context)
    {
        (EvaluationFold<PatientRecords> patients, OutcomeColumn outcome) = files.Open(result.Artifact, folder, reason);
        ExternalValidation external = ExternalValidation.Evaluate(result.Artifact, patients, outcome, options.Metrics, options.Declarations, context.Seed, context.Compute, context.Cancellation);
        if (external.Dropped.Count > 0) context.Warn(FormattableString.Invariant($"{external.Dropped.Count} external patients left out (first: {external.Dropped[0].Patient}, {external.Dropped[0].Reason})."));
        return external;
    }
}
