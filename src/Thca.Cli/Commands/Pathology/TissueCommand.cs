using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology tissue</c></summary>
internal static class TissueCommand
{
    private const string Help = """
        Finds the tissue of slides: pen marks, grey glass and dust are left out. Writes SLIDE/tissue.png (the mask) and SLIDE/tissue.json
        (threshold, pieces, areas, focus) per slide, and tissue.csv.

        Example: thca pathology tissue --slides slides.csv --out pathology
        """;

    private static readonly string[] Columns = ["Width", "Height", "MppX", "MppY", "MppSource", "Threshold", "Regions", "TissueMm2", "BlurredFraction", "Warnings"];

    public static Command Create()
    {
        var input = new SlideInput();
        var defaults = new TissueOptions();
        var keepPen = new Option<bool>("--keep-pen") { Description = "Do not remove pen marks." };
        var noFocus = new Option<bool>("--no-focus") { Description = "Do not check the focus, which reads every slide at 1 µm per pixel." };
        var smallest = new Option<double>("--min-piece") { Description = "Smallest piece of tissue, mm².", DefaultValueFactory = _ => defaults.SmallestPiece };
        Option<string> output = CommonOptions.Out("Workspace folder to write.");
        var command = new Command("tissue", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { keepPen, noFocus, smallest, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            SlideManifest manifest = input.Read(parse, context);
            TissueOptions options = defaults with { RemovePen = !parse.GetValue(keepPen), CheckFocus = !parse.GetValue(noFocus), SmallestPiece = parse.GetValue(smallest) };
            options.Validate();
            var workspace = new SlideWorkspace(parse.GetRequiredValue(output));
            return SlideRun.Run(manifest.Slides, "tissue", Columns, workspace.File("tissue.csv"), context, entry => Detect(entry, workspace, options, context.Cancellation));
        });
    }

    private static IReadOnlyList<string> Detect(SlideEntry entry, SlideWorkspace workspace, TissueOptions options, CancellationToken ct)
    {
        using ISlideReader slide = entry.Open();
        SlideChecks.RequireResolution(slide.Properties, Path.GetFileName(entry.Path));
        RoiPolygons? roi = entry.RoiGeoJson is { } path ? RoiPolygons.Read(path) : null;
        Outcome<TissueMask> outcome = TissueDetector.Detect(slide, options, roi, ComputeOptions.SingleThread, ct: ct);
        if (!outcome.Succeeded) throw new DataFormatException(outcome.Problem.Message, outcome.Problem.Remedy, outcome.Problem.Code);
        TissueMask mask = outcome.Value;
        TissueFile.Write(workspace.Folder(entry.Slide), mask, slide.Properties, SlideIdentity.Of(entry.Path), options);
        return
        [
            NumberText.Format(slide.Properties.Width), NumberText.Format(slide.Properties.Height), NumberText.Format(slide.Properties.MppX), NumberText.Format(slide.Properties.MppY),
            slide.Properties.ResolutionSource, mask.Threshold.ToString(CultureInfo.InvariantCulture), mask.Regions.Count.ToString(CultureInfo.InvariantCulture),
            NumberText.Format(mask.AreaMm2), options.CheckFocus ? NumberText.Format(mask.BlurredFraction) : "",
            string.Join(';', SlideChecks.Warnings(slide.Properties).Select(w => w.Code)),
        ];
    }
}
