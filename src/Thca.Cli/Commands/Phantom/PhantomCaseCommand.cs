using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Writing;

namespace Thca.Cli.Commands.Phantom;

/// <summary><c>thca phantom case</c></summary>
internal static class PhantomCaseCommand
{
    private const string Help = """
        Generates one synthetic neck CT with its label map and ground truth: ct.nii.gz, labels.nii.gz (1..11), truth.json.

        Example: thca phantom case --lesion-mm 20 --heterogeneity 0.8 --out phantom
        """;

    public static Command Create()
    {
        var defaults = new NeckCtOptions();
        var grid = new GridOptions(defaults.Size, defaults.Spacing);
        var lesion = new Option<double>("--lesion-mm") { Description = "Diameter of the lesion, mm.", DefaultValueFactory = _ => defaults.LesionDiameter };
        var heterogeneity = new Option<double>("--heterogeneity") { Description = "How different the lesion's parts are, 0 to 1.", DefaultValueFactory = _ => defaults.Heterogeneity };
        Option<string> output = CommonOptions.Out("Folder to write.");
        var command = new Command("case", Help);
        grid.AddTo(command);
        foreach (Option option in new Option[] { lesion, heterogeneity, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            NeckCtOptions options = defaults with
            {
                Size = grid.Size(parse), Spacing = grid.Spacing(parse), LesionDiameter = parse.GetValue(lesion), Heterogeneity = parse.GetValue(heterogeneity),
            };
            string folder = parse.GetRequiredValue(output);
            PhantomCaseWriter.Write(folder, options, context.Seed, context.Compute, ct: context.Cancellation);
            context.Say($"Wrote {Path.Combine(folder, "ct.nii.gz")}, labels.nii.gz and truth.json.");
            return ExitCodes.Done;
        });
    }
}
