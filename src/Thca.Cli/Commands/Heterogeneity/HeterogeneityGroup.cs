using System.CommandLine;

namespace Thca.Cli.Commands.Heterogeneity;

/// <summary><c>thca heterogeneity</c></summary>
internal static class HeterogeneityGroup
{
    public static Command Create()
    {
        var group = new Command("heterogeneity", "Tumour habitats: sub-regions, iTED and the 3-D ITHscore.");
        group.Subcommands.Add(AnalyzeCommand.Create());
        return group;
    }
}
