using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Reporting;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model inspect</c></summary>
internal static class InspectCommand
{
    private const string Help = """
        Shows what a model file holds: features, units, trees, thresholds, provenance. Also reads a plain LightGBM text model.

        Example: thca model inspect --model model/model.crit.json
        """;

    public static Command Create()
    {
        Option<string> model = ModelCommandOptions.Model();
        var command = new Command("inspect", Help);
        command.Options.Add(model);
        return command.Runs((parse, context) =>
        {
            string path = parse.GetRequiredValue(model);
            if (!File.Exists(path)) throw new ThcaException(ProblemCodes.FileNotFound, $"There is no file '{path}'.", "Check the path after --model.");
            try
            {
                CritModel loaded = Path.GetExtension(path).Equals(".txt", StringComparison.OrdinalIgnoreCase)
                    ? CritModel.ImportLightGbm(File.ReadAllText(path))
                    : CritModel.Load(path);
                CritInspection inspection = loaded.Inspect();
                if (context.Json) context.Out.Write(InspectionText.Json(inspection));
                else foreach (string line in InspectionText.Lines(inspection)) context.Say(line);
            }
            catch (CritModelException error)
            {
                throw ModelCommandOptions.Translate(error);
            }

            return ExitCodes.Done;
        });
    }
}
