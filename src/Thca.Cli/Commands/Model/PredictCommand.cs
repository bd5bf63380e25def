using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Modeling.Prediction;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model predict</c></summary>
internal static class PredictCommand
{
    private const string Help = """
        Predicts the risk of patients with a trained model. Every patient has a row; a refused one says why.

        Example: thca model predict --model model/model.crit.json --features radiomics.csv --out predictions.csv
        """;

    public static Command Create() => Build("predict", Help, PredictionTable.Predict, null);

    /// <summary>A command that turns a model and feature tables into one table.</summary>
    public static Command Build(string name, string help, Func<CritRiskModel, PatientRecords, TextTable> compute, Option<bool>? interactions)
    {
        Option<string> model = ModelCommandOptions.Model(), output = CommonOptions.Out("Table to write (.csv).");
        Option<string[]> features = ModelCommandOptions.Features();
        var command = new Command(name, help);
        foreach (Option option in new Option[] { model, features, output }) command.Options.Add(option);
        if (interactions is not null) command.Options.Add(interactions);
        return command.Runs((parse, context) =>
        {
            var risk = new CritRiskModel(ModelCommandOptions.Load(parse.GetRequiredValue(model)));
            PatientRecords records = FeatureTableIntake.Read(ModelCommandOptions.Sources(parse.GetRequiredValue(features)), new IntakeOptions { KeepIncomplete = true });
            foreach (string warning in records.Warnings.Take(3)) context.Warn(warning);
            TextTable table = compute(risk, records);
            string path = parse.GetRequiredValue(output);
            table.Write(path);
            if (interactions is not null && parse.GetValue(interactions)) InteractionTable.Compute(risk, records).Write(Path.ChangeExtension(path, ".interactions.csv"));
            int failed = table.Column("Status").Count(s => s != "ok");
            context.Say(FormattableString.Invariant($"{table.RowCount - failed} of {table.RowCount} patients predicted; written to {path}."));
            if (failed > 0) context.Warn(FormattableString.Invariant($"{failed} patients have no prediction; see the columns Status and Message."));
            return failed > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
        });
    }
}
