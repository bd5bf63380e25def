using System.CommandLine;

namespace Thca.Cli.Commands.Model;

/// <summary><c>thca model</c></summary>
internal static class ModelGroup
{
    public static Command Create()
    {
        var group = new Command("model", "CRIT models: train with honest validation, evaluate, predict, explain, inspect.");
        group.Subcommands.Add(TrainCommand.Create());
        group.Subcommands.Add(EvaluateCommand.Create());
        group.Subcommands.Add(PredictCommand.Create());
        group.Subcommands.Add(ExplainCommand.Create());
        group.Subcommands.Add(InspectCommand.Create());
        return group;
    }
}
