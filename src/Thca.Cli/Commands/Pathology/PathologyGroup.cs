using System.CommandLine;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology</c></summary>
internal static class PathologyGroup
{
    public static Command Create()
    {
        var group = new Command("pathology", "H&E slides: tissue, stain normalisation, nuclei, their features, and comparison of risk groups.");
        group.Subcommands.Add(TissueCommand.Create());
        group.Subcommands.Add(NormalizeCommand.Create());
        group.Subcommands.Add(DetectCommand.Create());
        group.Subcommands.Add(FeaturesCommand.Create());
        group.Subcommands.Add(TrainCommand.Create());
        group.Subcommands.Add(EvaluateCommand.Create());
        group.Subcommands.Add(AnalyzeCommand.Create());
        return group;
    }
}
