using System.CommandLine;

namespace Thca.Cli.Commands.Proteins;

/// <summary><c>thca proteins</c></summary>
internal static class ProteinsGroup
{
    public static Command Create()
    {
        var group = new Command("proteins", "Protein expression between risk groups.");
        group.Subcommands.Add(AnalyzeCommand.Create());
        return group;
    }
}
