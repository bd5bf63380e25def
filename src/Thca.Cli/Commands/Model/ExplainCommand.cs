using System.CommandLine;
using Thca.Modeling.Prediction;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model explain</c></summary>
internal static class ExplainCommand
{
    private const string Help = """
        Splits every patient's raw prediction into contributions of the features (TreeSHAP); Base and contributions add up to Sum.

        Example: thca model explain --model model/model.crit.json --features radiomics.csv --out shap.csv
        """;

    public static Command Create() => PredictCommand.Build(
        "explain", Help, PredictionTable.Explain, new Option<bool>("--interactions") { Description = "Also write pairwise interactions to NAME.interactions.csv." });
}
