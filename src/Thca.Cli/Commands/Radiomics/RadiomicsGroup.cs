using System.CommandLine;

namespace Thca.Cli.Commands.Radiomics;

/// <summary><c>thca radiomics</c></summary>
internal static class RadiomicsGroup
{
    public static Command Create()
    {
        var group = new Command("radiomics", "Radiomic features of lesions: 107 per case, with the numbers of PyRadiomics.");
        group.Subcommands.Add(ExtractCommand.Create());
        return group;
    }
}
