using System.CommandLine;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment</c></summary>
internal static class SegmentGroup
{
    public static Command Create()
    {
        var group = new Command("segment", "Lesion segmentation: data sets, planning, networks, edit assessment.");
        group.Subcommands.Add(MergeCommand.Create());
        group.Subcommands.Add(PlanCommand.Create());
        group.Subcommands.Add(PreprocessCommand.Create());
        group.Subcommands.Add(EvaluateCommand.Create());
        group.Subcommands.Add(TrainCommand.Create());
        group.Subcommands.Add(PredictCommand.Create());
        group.Subcommands.Add(CompareCommand.Create());
        group.Subcommands.Add(ReviewCommands.Create());
        group.Subcommands.Add(ConvertCommand.Create());
        group.Subcommands.Add(InspectCommand.Create());
        return group;
    }
}
