using System.CommandLine;
using Thca.Cli.Commands.Clinical;
using Thca.Cli.Commands.Demo;
using Thca.Cli.Commands.Heterogeneity;
using Thca.Cli.Commands.Model;
using Thca.Cli.Commands.Pathology;
using Thca.Cli.Commands.Phantom;
using Thca.Cli.Commands.Proteins;
using Thca.Cli.Commands.Radiomics;
using Thca.Cli.Commands.Segment;

namespace Thca.Cli.Infrastructure;

/// <summary>The list of top-level commands, in the order help shows them.</summary>
internal static class CommandGroups
{
    public static IEnumerable<Command> All() =>
    [
        DemoCommand.Create(),
        PhantomGroup.Create(),
        SegmentGroup.Create(),
        RadiomicsGroup.Create(),
        HeterogeneityGroup.Create(),
        ClinicalGroup.Create(),
        ModelGroup.Create(),
        PathologyGroup.Create(),
        ProteinsGroup.Create(),
    ];
}
