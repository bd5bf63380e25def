using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Data;
using Thca.Modeling.Runtime;

namespace Thca.Cli.Commands.Model;

/// <summary>Options that several model commands share.</summary>
internal static class ModelCommandOptions
{
    public static Option<string[]> Features() => new("--features")
    {
        Description = "Feature tables (.csv, .arrow, .parquet), joined by PatientID; NAME=FILE states the modality (clinical, radiomics, ited, ith).",
        Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "F.csv …",
    };

    public static Option<string> Model() => new("--model") { Description = "Model file (.crit.json).", Required = true };

    public static FeatureSource[] Sources(string[] texts)
    {
        FeatureSource[] sources = [.. texts.Select(FeatureSource.Parse)];
        foreach (FeatureSource source in sources)
        {
            if (!File.Exists(source.Path)) throw new ThcaException(ProblemCodes.FileNotFound, $"There is no file '{source.Path}'.", "Check the path after --features.");
        }

        return sources;
    }

    /// <summary>Loads a model; what is wrong with it becomes one of our errors.</summary>
    public static CritModel Load(string path)
    {
        try
        {
            return CritModel.Load(path);
        }
        catch (CritModelException error)
        {
            throw Translate(error);
        }
    }

    public static ThcaException Translate(CritModelException error) => new(error.Code, error.Refusal.What, error.Refusal.Remedy, error);

    /// <summary>Prints what was left out of the tables.</summary>
    public static void Report(IReadOnlyList<IgnoredColumn> ignored, IReadOnlyList<DroppedPatient> dropped, IReadOnlyList<string> warnings, CommandContext context)
    {
        foreach (string warning in warnings.Take(5)) context.Warn(warning);
        if (warnings.Count > 5) context.Warn(FormattableString.Invariant($"{warnings.Count - 5} more remarks of this kind."));
        if (dropped.Count > 0)
            context.Warn(FormattableString.Invariant($"{dropped.Count} patients left out ({string.Join("; ", dropped.GroupBy(d => d.Code).Select(g => FormattableString.Invariant($"{g.Key}: {g.Count()}")))})."));
        string[] reasons = [.. ignored.Where(c => c.Reason is not ("key" or "row status")).GroupBy(c => c.Reason).Select(g => FormattableString.Invariant($"{g.Count()} {g.Key}"))];
        if (reasons.Length > 0) context.Say($"Columns not used: {string.Join(", ", reasons)}.");
    }
}
