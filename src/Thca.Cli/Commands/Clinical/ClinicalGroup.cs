using System.CommandLine;

namespace Thca.Cli.Commands.Clinical;

/// <summary><c>thca clinical</c></summary>
internal static class ClinicalGroup
{
    public static Command Create()
    {
        var group = new Command("clinical", "Clinical tables: clean and impute, compare groups, regress an outcome.");
        group.Subcommands.Add(CleanCommand.Create());
        group.Subcommands.Add(CompareCommand.Create());
        group.Subcommands.Add(RegressCommand.Create());
        return group;
    }
}
