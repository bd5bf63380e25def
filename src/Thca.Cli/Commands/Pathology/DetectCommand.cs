using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Reports;
using Thca.Pathology.Slides;
using Thca.Pathology.Stains;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;
using Thca.Pipelines.Pathology;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology detect</c></summary>
internal static class DetectCommand
{
    private const int LargestOverlay = 2048;
    private const string OverlayFile = "overlay.png";
    private static readonly string[] Pictures = [OverlayFile, SlideReportHtml.Name, SlideReportFile.Name];

    private const string Help = """
        Finds and classifies every nucleus of slides. Writes SLIDE/nuclei.parquet, detection.json, overlay.png, slide_report.html and slide_report.json per
        slide, and detection.csv. Works through slides of any size in bounded memory; a stopped run goes on where it was. Uses the tissue that 'tissue'
        wrote, or finds it. With --normalize the detector sees every slide in the colours of the target, moved by the slide's own stains.

        Example: thca pathology detect --slides slides.csv --weights hovernet_fast-pannuke.pth --out pathology
        """;

    private static readonly string[] Columns = ["Nuclei", "Neoplastic", "Inflammatory", "Connective", "Dead", "NonNeoplastic", "Background", "Coverage", "Tiles", "DuplicatesRemoved", "Detector"];

    public static Command Create()
    {
        var input = new SlideInput();
        Option<string> detector = CommonOptions.OneOf("--detector", "hovernet: the network; oracle: the truth of synthetic slides.", false, "hovernet", "oracle");
        var weights = new Option<string?>("--weights") { Description = "HoVer-Net weights (.safetensors, .pth, .pt, .tar)." };
        var licence = new Option<string?>("--weights-licence") { Description = "Licence of the weights, recorded with every result." };
        var truth = new Option<string?>("--truth") { Description = "Folder of true nuclei (SLIDE/nuclei.parquet) for the oracle." };
        var device = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N.", DefaultValueFactory = _ => "auto" };
        var batch = new Option<int?>("--batch") { Description = "Patches per forward pass [default: 1 on cpu, 8 on cuda]." };
        Option<string> normalize = CommonOptions.OneOf("--normalize", "Colours in which the detector sees slides: their own, or the target's by this method.", false, "none", "macenko", "reinhard", "vahadane", "ruifrok");
        var target = new Option<string?>("--target") { Description = "stain-target.json or an image for --normalize [default: the workspace's stain-target.json]." };
        var core = new Option<int>("--core") { Description = "Side of a core in pixels of 0.25 µm; side + 256 is a multiple of 164.", DefaultValueFactory = _ => new TilingOptions().Core };
        Option<string> merge = CommonOptions.OneOf("--merge", "How windows are joined; tia-toolbox for comparison.", false, "ownership", "tia-toolbox");
        var missing = new Option<bool>("--allow-missing-tiles") { Description = "A slide counts as done although windows failed twice; they are reported." };
        var whole = new Option<bool>("--whole-slide") { Description = "Search the whole slide, not only its tissue." };
        var geoJson = new Option<bool>("--geojson") { Description = "Also write nuclei.geojson.gz for QuPath." };
        var hoverJson = new Option<bool>("--hovernet-json") { Description = "Also write nuclei.hovernet.json." };
        var force = new Option<bool>("--force") { Description = "Do finished slides again." };
        Option<string> output = CommonOptions.Out("Workspace folder to write.");
        var command = new Command("detect", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { detector, weights, licence, truth, device, batch, normalize, target, core, merge, missing, whole, geoJson, hoverJson, force, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            SlideManifest manifest = input.Read(parse, context);
            var options = new SlideDetectionOptions
            {
                Tiling = new TilingOptions { Core = parse.GetValue(core) },
                Merge = parse.GetEnum<MergeRule>(merge),
                AllowMissingTiles = parse.GetValue(missing),
            };
            options.Validate();
            int jobs = context.Compute.MaxDegreeOfParallelism;
            (INucleusDetector finder, DetectorDescription description) = parse.GetRequiredValue(detector) == "oracle"
                ? Oracle(parse.GetValue(truth))
                : HoverNet(parse.GetValue(weights), parse.GetValue(licence), new HoverNetInferenceOptions { Device = parse.GetRequiredValue(device), BatchSize = parse.GetValue(batch), PatchesAtOnce = jobs });
            using var owner = finder as IDisposable;
            if (description.Licence.Length > 0) context.Say($"Weights: {description.Source}, licence: {description.Licence}.");
            var workspace = new SlideWorkspace(parse.GetRequiredValue(output));
            var work = new Job(
                workspace, new SlideDetector(finder, description, options), description, Colours(parse.GetRequiredValue(normalize), parse.GetValue(target), workspace, context),
                parse.GetValue(whole), parse.GetValue(geoJson), parse.GetValue(hoverJson), parse.GetValue(force), context.Seed);
            var inner = new ComputeOptions { MaxDegreeOfParallelism = Math.Max(1, jobs / Math.Min(jobs, manifest.Slides.Count)) };
            return SlideRun.Run(manifest.Slides, "slides", Columns, workspace.File("detection.csv"), context, (entry, progress) => work.Run(entry, inner, progress, context.Cancellation));
        });
    }

    private static (INucleusDetector Detector, DetectorDescription Description) Oracle(string? folder)
    {
        var oracle = new OracleDetector(new FolderTruth(folder ?? throw new UsageException("The oracle needs --truth.", "Give the folder of true nuclei that 'thca phantom' wrote.")));
        return (oracle, oracle.Description);
    }

    private static (INucleusDetector Detector, DetectorDescription Description) HoverNet(string? weights, string? licence, HoverNetInferenceOptions options)
    {
        if (weights is null) throw new UsageException("HoVer-Net needs --weights.", "Give a checkpoint of HoVer-Net, e.g. hovernet_fast-pannuke.pth of TIAToolbox, or train one with 'thca pathology train'.");
        if (!File.Exists(weights)) throw new FileNotFoundException($"There is no weight file {weights}.", weights);
        var hoverNet = new HoverNetDetector(HoverNetWeights.Read(weights, licence), options);
        return (hoverNet, hoverNet.Description);
    }

    private static DetectionColours? Colours(string method, string? target, SlideWorkspace workspace, CommandContext context)
    {
        if (method != "none") return new DetectionColours(workspace, Enum.Parse<StainMethod>(method, ignoreCase: true), target, context.Seed);
        return target is null ? null : throw new UsageException("--target belongs to --normalize.", "Say how, e.g. --normalize macenko.");
    }

    private sealed record Job(
        SlideWorkspace Workspace, SlideDetector Detector, DetectorDescription Description, DetectionColours? Colours, bool Whole, bool GeoJson, bool HoverJson, bool Force, RandomSeed Seed)
    {
        public IReadOnlyList<string> Run(SlideEntry entry, ComputeOptions compute, IProgress<WorkProgress> progress, CancellationToken ct)
        {
            long start = TimeProvider.System.GetTimestamp();
            string folder = Workspace.Folder(entry.Slide);
            if (Force) File.Delete(Path.Combine(Directory.CreateDirectory(folder).FullName, SlideDetector.ResultFile));
            ContentHash identity = SlideIdentity.Of(entry.Path);
            TissueMask? tissue = Whole ? null : WorkspaceTissue.Of(Workspace, entry, identity, ct);
            SlideProperties properties;
            using (ISlideReader reader = entry.Open()) properties = reader.Properties;
            IStainNormalizer? normalizer = null;
            string normalizerIdentity = "";
            if (Colours is not null) (normalizer, normalizerIdentity) = Colours.Of(entry, identity, ct);
            var slide = new SlideToDetect
            {
                Slide = entry.Slide,
                Open = () => entry.Open(),
                Identity = string.Create(CultureInfo.InvariantCulture, $"{identity.Hex} {properties.MppX:R} {properties.MppY:R}"),
                Tissue = tissue,
                TissueIdentity = tissue?.Identity ?? "whole slide",
                Normalizer = normalizer,
                NormalizerIdentity = normalizerIdentity,
            };
            SlideDetectionResult result = Detector.Run(slide, folder, compute, progress, ct);
            Export(folder, result, properties, ct);
            if (!result.Reused || !Pictures.All(p => File.Exists(Path.Combine(folder, p)))) Draw(slide, folder, result, ct);
            WriteLog(folder, TimeProvider.System.GetElapsedTime(start), result);
            return
            [
                Text(result.Nuclei), .. Enumerable.Range(1, 5).Select(t => Text(result.CountsByType[t])), Text(result.CountsByType[0]),
                double.IsNaN(result.Coverage) ? "NaN" : result.Coverage.ToString(CultureInfo.InvariantCulture), Text(result.Tiles.Count), Text(result.DuplicatesRemoved), Description.Name,
            ];
        }

        private void Export(string folder, SlideDetectionResult result, SlideProperties properties, CancellationToken ct)
        {
            using (var table = new NucleusTableReader(result.NucleiPath))
            {
                if (GeoJson) QuPathGeoJson.Write(Path.Combine(folder, "nuclei.geojson.gz"), table.Header, table.Read(), ct: ct);
            }

            if (HoverJson)
            {
                using var table = new NucleusTableReader(result.NucleiPath);
                HoverNetJson.Write(Path.Combine(folder, "nuclei.hovernet.json"), table.Read(), properties.Power, ct);
            }
        }

        private void Draw(SlideToDetect slide, string folder, SlideDetectionResult result, CancellationToken ct)
        {
            using (ISlideReader reader = slide.Open())
                FlatImageFile.WritePng(Path.Combine(folder, OverlayFile), SlideReporter.Overlay(SlideReporter.Thumbnail(reader, LargestOverlay, ct), reader.Properties, result));
            SlideReport report = SlideReporter.Make(slide, Description, result, Seed, ct);
            SlideReportFile.Write(Path.Combine(folder, SlideReportFile.Name), report);
            AtomicFile.WriteAllText(Path.Combine(folder, SlideReportHtml.Name), SlideReportHtml.Write(report));
        }

        /// <summary>Times live here alone, so that all other files of equal runs are equal.</summary>
        private static void WriteLog(string folder, TimeSpan elapsed, SlideDetectionResult result) => AtomicFile.Write(Path.Combine(folder, "run.log.json"), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("finished", TimeProvider.System.GetUtcNow());
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
            json.WriteBoolean("reused", result.Reused);
            json.WriteStartArray("tiles");
            for (int i = 0; i < result.Tiles.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("id", result.Tiles[i].Id);
                json.WriteString("status", result.Tiles[i].Status);
                if (double.IsNaN(result.TileSeconds[i])) json.WriteNull("seconds");
                else json.WriteNumber("seconds", Math.Round(result.TileSeconds[i], 3));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

        private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
