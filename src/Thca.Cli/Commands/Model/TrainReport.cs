using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Modeling.Data;
using Thca.Modeling.Output;
using Thca.Modeling.Reports;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Cli.Commands.Model;

/// <summary>What training says at its end.</summary>
internal static class TrainReport
{
    public static void Print(TrainingTable table, CritTrainingResult result, ExternalValidation? external, string folder, CommandContext context)
    {
        foreach (string warning in result.ModelWarnings) context.Warn(warning);
        if (context.Json)
        {
            context.Out.Write(MetricsJson.Write(result.Metrics, result.Combinations.Select(c => KeyValuePair.Create(c.Combination.Name, c.Metrics)), external?.Metrics));
            return;
        }

        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"Combination {result.Artifact.Combination.Name} of {result.Combinations.Count} compared; {result.Artifact.Features.Count} of {table.Features.Count} features in the model."));
        context.Say(result.Artifact.Protocol == CritProtocol.Sound ? "Nested validation, the choice of combination included:" : "Test part of the one split (not for inference):");
        foreach (string line in MetricText.Lines(result.Procedure, result.Metrics)) context.Say(line);
        if (external is not null)
        {
            context.Say(Headline.Of("External validation of the frozen model", external.Predictions, external.Metrics, external.Predictions.Thresholds[0]));
            context.Say(Headline.EverybodyNegative(external.Predictions));
        }

        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"Threshold {result.Artifact.Thresholds[0].Value:0.000} ({result.Artifact.Thresholds[0].Strategy}, {result.Artifact.Thresholds[0].Status}). Written to {Path.Combine(folder, TrainingFiles.Model)}."));
    }
}
