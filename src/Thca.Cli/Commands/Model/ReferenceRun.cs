using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Reference;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Cli.Commands.Model;

/// <summary>The published procedure, or its corrected form, on the command line.</summary>
internal static class ReferenceRun
{
    public static int Run(TrainingTable table, bool corrected, int? trials, CritTrainingOptions options, TrainInputs inputs, ParseResult parse, string folder, CommandContext context)
    {
        var reference = new ReferenceOptions
        {
            Corrected = corrected, Trials = trials ?? new ReferenceOptions().Trials, Combinations = options.Combinations, Seed = (int)(context.Seed.Value & int.MaxValue), Inputs = options.Inputs, Declarations = options.Declarations,
        };

        // Protocol Reference lets the external cohort choose the model; that is why its numbers are not for inference.
        EvaluationFold<LabelledMatrix>? external = corrected ? null : inputs.ExternalRows(parse, table);
        CritTrainingResult result = context.WithProgress(p =>
            ReferenceTrainer.Train(new TrainingFold<TrainingTable>(table, "development"), external, reference, context.Compute, p, context.Cancellation));
        ExternalValidation? validation = inputs.External(parse) is { } files ? TrainCommand.Evaluate(files, result, options, folder, inputs.Reason(parse), context) : null;
        TrainingFiles.Write(result, folder, options, validation, context.Seed, context.Compute, context.Cancellation);
        RunManifest.Write(folder, table, options, result, context.Seed, validation, reference);
        context.Warn($"Protocol {result.Artifact.Protocol}: these numbers explain the published ones and are not for inference.");
        TrainReport.Print(table, result, validation, folder, context);
        return ExitCodes.Done;
    }
}
