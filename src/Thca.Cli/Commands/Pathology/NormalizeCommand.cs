using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Targets;
using Thca.Pathology.Tissue;
using Thca.Pipelines.Pathology;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology normalize</c></summary>
internal static class NormalizeCommand
{
    private const string Help = """
        Gives H&E images the colours of a target. Three uses: one flat image (--source, --target); a target made from the development slides of a
        study (--slides … --make-target); the stains of every slide, estimated once per slide, against such a target (--slides … --target-from).

        Example: thca pathology normalize --source a.png --target b.png --method macenko --out c.png
        Example: thca pathology normalize --slides slides.csv --make-target --out pathology
        Example: thca pathology normalize --slides slides.csv --target-from pathology/stain-target.json --out pathology
        """;

    private static readonly string[] Columns = ["Method", "SampleSize", "Windows", "AngleHE", "MaxH", "MaxE", "StainStatus", "StainMessage"];

    public static Command Create()
    {
        var input = new SlideInput();
        var source = new Option<string?>("--source") { Description = "Flat image to normalise (PNG, JPEG, TIFF)." };
        var target = new Option<string?>("--target") { Description = "Flat image whose colours to take." };
        Option<string> method = CommonOptions.OneOf("--method", "How stains are told apart.", false, "macenko", "reinhard", "vahadane", "ruifrok");
        var tissueOnly = new Option<bool>("--tissue-only") { Description = "Flat images: concentrations and colour moments from tissue pixels only." };
        var makeTarget = new Option<bool>("--make-target") { Description = "Make stain-target.json and target.png from the development slides." };
        var targetFrom = new Option<string?>("--target-from") { Description = "Target made before, stain-target.json." };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Image to write, or workspace folder for slides.");
        var command = new Command("normalize", Help);
        foreach (Option option in new Option[] { source, target, method, tissueOnly }) command.Options.Add(option);
        input.AddTo(command);
        foreach (Option option in new Option[] { makeTarget, targetFrom, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            StainMethod chosen = parse.GetEnum<StainMethod>(method);
            bool reference = parse.GetEnum<AnalysisMode>(mode) == AnalysisMode.Reference;
            string path = parse.GetRequiredValue(output);
            switch (parse.GetValue(source), parse.GetValue(target), input.IsGiven(parse))
            {
                case ({ } from, { } to, false):
                    return Flat(from, to, chosen, parse.GetValue(tissueOnly), reference, path, context);
                case (null, null, true) when parse.GetValue(makeTarget) != (parse.GetValue(targetFrom) is not null):
                    if (reference) throw new UsageException("--mode reference is for flat images.", "The original normalised single tiles and patches, never slides.");
                    IReadOnlyList<SlideEntry> slides = input.Read(parse, context).Slides;
                    return parse.GetValue(targetFrom) is { } file ? Slides(slides, file, path, context) : MakeTarget(slides, chosen, path, context);
                case (null, null, true):
                    throw new UsageException("With slides give either --make-target or --target-from.");
                default:
                    throw new UsageException("Give --source and --target for a flat image, or --slides (--slide) with --make-target or --target-from.");
            }
        });
    }

    private static int Flat(string source, string target, StainMethod method, bool tissueOnly, bool reference, string path, CommandContext context)
    {
        SlideInput.SilenceNativeMessages();
        RgbImage image = FlatImageFile.Read(source), colours = FlatImageFile.Read(target);
        IStainNormalizer normalizer;
        if (reference)
        {
            normalizer = ReferenceStainNormalizer.Create(colours, method);
        }
        else
        {
            var options = new StainOptions { Method = method, TissueOnly = tissueOnly, Seed = context.Seed };
            normalizer = new StainNormalizer(StainEstimator.Estimate(colours, options), options);
        }

        FlatImageFile.WritePng(path, normalizer.Normalize(image));
        new ProvenanceRecord
        {
            Operation = "pathology normalize",
            Mode = reference ? AnalysisMode.Reference : AnalysisMode.Sound,
            Seed = context.Seed,
            Parameters = [new("method", method.ToString()), new("tissueOnly", tissueOnly ? "true" : "false")],
            Inputs = [ProvenanceInput.OfFile(source), ProvenanceInput.OfFile(target)],
        }.Save(Path.ChangeExtension(path, ".provenance.json"));
        if (reference) context.Warn("reference mode: the original's arithmetic, whose output wraps around and whose vectors are scaled per channel; not for new conclusions.");
        context.Say($"Wrote {path}.");
        return ExitCodes.Done;
    }

    private static int MakeTarget(IReadOnlyList<SlideEntry> slides, StainMethod method, string folder, CommandContext context)
    {
        var workspace = new SlideWorkspace(folder);
        var options = new TargetOptions { Method = method, Seed = context.Seed };
        CohortTarget made = context.WithProgress(p => CohortTargetMaker.Make(slides, entry => WorkspaceTissue.Of(workspace, entry, SlideIdentity.Of(entry.Path), context.Cancellation), options, context.Compute, p, context.Cancellation));
        TargetFiles.Write(folder, made);
        foreach ((string slide, Problem problem) in made.Failures) context.Error.WriteLine($"thca: {slide}: {CommandAction.OneLine(problem.ToString())}");
        context.Say(string.Create(CultureInfo.InvariantCulture,
            $"Target of {made.Tiles.Count(t => t.Selected)} tiles from {made.Tiles.Where(t => t.Selected).Select(t => t.Patient).Distinct().Count()} patients: {workspace.File(StainFile.TargetName)}"));
        return made.Failures.Count > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static int Slides(IReadOnlyList<SlideEntry> slides, string targetFile, string folder, CommandContext context)
    {
        var workspace = new SlideWorkspace(folder);
        StainProfile target = StainFile.ReadTarget(targetFile);
        return SlideRun.Run(slides, "stains", Columns, workspace.File("stains.csv"), context, entry =>
        {
            using ISlideReader slide = entry.Open();
            SlideChecks.RequireResolution(slide.Properties, Path.GetFileName(entry.Path));
            TissueMask mask = WorkspaceTissue.Of(workspace, entry, SlideIdentity.Of(entry.Path), context.Cancellation);
            SlideStain stain = WorkspaceStains.Estimate(workspace, entry, slide, mask, target.Method, context.Seed, context.Cancellation);
            FlatImageFile.WritePng(workspace.File(entry.Slide, "stain.png"), StainGallery.Of(slide, mask, new StainNormalizer(target, stain.Profile), context.Cancellation));
            string Number(double v) => double.IsNaN(v) ? "" : NumberText.Format(v);
            return
            [
                stain.Profile.Method.ToString(), stain.SampleSize.ToString(CultureInfo.InvariantCulture), stain.Windows.ToString(CultureInfo.InvariantCulture),
                Number(stain.Profile.Matrix?.Angle ?? double.NaN),
                Number(stain.Profile.MaximumConcentrations.Count > 0 ? stain.Profile.MaximumConcentrations[0] : double.NaN),
                Number(stain.Profile.MaximumConcentrations.Count > 1 ? stain.Profile.MaximumConcentrations[1] : double.NaN),
                stain.Fallback?.Code ?? ProblemCodes.Ok, stain.Fallback?.Message ?? "",
            ];
        });
    }
}
