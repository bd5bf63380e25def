using System.CommandLine;

namespace Thca.Cli.Infrastructure;

/// <summary>The list of top-level commands, in the order help shows them.</summary>
internal static class CommandGroups
{
    public static IEnumerable<Command> All() =>
    [
        Commands.Model.ModelGroup.Create(),
    ];
}
