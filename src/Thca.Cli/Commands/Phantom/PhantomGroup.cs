using System.CommandLine;

namespace Thca.Cli.Commands.Phantom;

/// <summary><c>thca phantom</c></summary>
internal static class PhantomGroup
{
    public static Command Create()
    {
        var group = new Command("phantom", "Synthetic patients with known ground truth.");
        group.Subcommands.Add(PhantomCaseCommand.Create());
        group.Subcommands.Add(PhantomCohortCommand.Create());
        return group;
    }
}
