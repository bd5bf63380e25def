using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Thca.Cli.Infrastructure;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Pathology.Detection;
using Thca.Pathology.Detection.Oracle;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Slides;
using Thca.Pathology.Tiling;
using Thca.Pathology.Tissue;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>thca pathology detect</c></summary>
internal static class DetectCommand
{
    private const int LargestOverlay = 2048;

    private const string Help = """
        Finds and classifies every nucleus of slides. Writes SLIDE/nuclei.parquet, SLIDE/detection.json, SLIDE/overlay.png per slide, and detection.csv.
        Works through slides of any size in bounded memory; a stopped run goes on where it was. Uses the tissue that 'tissue' wrote, or finds it.

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
        foreach (Option option in new Option[] { detector, weights, licence, truth, device, batch, core, merge, missing, whole, geoJson, hoverJson, force, output }) command.Options.Add(option);
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
            var work = new Job(workspace, new SlideDetector(finder, description, options), parse.GetValue(whole), parse.GetValue(geoJson), parse.GetValue(hoverJson), parse.GetValue(force), description.Name);
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

    private sealed record Job(SlideWorkspace Workspace, SlideDetector Detector, bool Whole, bool GeoJson, bool HoverJson, bool Force, string DetectorName)
    {
        public IReadOnlyList<string> Run(SlideEntry entry, ComputeOptions compute, IProgress<WorkProgress> progress, CancellationToken ct)
        {
            long start = TimeProvider.System.GetTimestamp();
            string folder = Workspace.Folder(entry.Slide);
            if (Force) File.Delete(Path.Combine(Directory.CreateDirectory(folder).FullName, SlideDetector.ResultFile));
            ContentHash identity = SlideIdentity.Of(entry.Path);
            TissueMask? tissue = Whole ? null : Tissue(entry, folder, identity, ct);
            SlideProperties properties;
            using (ISlideReader reader = entry.Open()) properties = reader.Properties;
            SlideDetectionResult result = Detector.Run(
                new SlideToDetect
                {
                    Slide = entry.Slide,
                    Open = () => entry.Open(),
                    Identity = string.Create(CultureInfo.InvariantCulture, $"{identity.Hex} {properties.MppX:R} {properties.MppY:R}"),
                    Tissue = tissue,
                    TissueIdentity = tissue is null ? "whole slide" : ContentHash.Of(tissue.ToGrey()).Hex,
                },
                folder, compute, progress, ct);
            Export(entry, folder, result, properties, ct);
            WriteLog(folder, TimeProvider.System.GetElapsedTime(start), result);
            return
            [
                Text(result.Nuclei), .. Enumerable.Range(1, 5).Select(t => Text(result.CountsByType[t])), Text(result.CountsByType[0]),
                double.IsNaN(result.Coverage) ? "NaN" : result.Coverage.ToString(CultureInfo.InvariantCulture), Text(result.Tiles.Count), Text(result.DuplicatesRemoved), DetectorName,
            ];
        }

        private static TissueMask Tissue(SlideEntry entry, string folder, ContentHash identity, CancellationToken ct)
        {
            if (TissueFile.Read(folder, identity) is { } known) return known;
            using ISlideReader slide = entry.Open();
            SlideChecks.RequireResolution(slide.Properties, Path.GetFileName(entry.Path));
            var options = new TissueOptions { CheckFocus = false };
            RoiPolygons? roi = entry.RoiGeoJson is { } path ? RoiPolygons.Read(path) : null;
            Outcome<TissueMask> found = TissueDetector.Detect(slide, options, roi, ComputeOptions.SingleThread, ct: ct);
            if (!found.Succeeded) throw new ThcaException(found.Problem.Code, found.Problem.Message, found.Problem.Remedy);
            TissueFile.Write(folder, found.Value, slide.Properties, identity, options);
            return found.Value;
        }

        private void Export(SlideEntry entry, string folder, SlideDetectionResult result, SlideProperties properties, CancellationToken ct)
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

            if (result.Reused && File.Exists(Path.Combine(folder, "overlay.png"))) return;
            using ISlideReader slide = entry.Open();
            double mpp = Math.Max(TilingOptions.Mpp, Math.Max(properties.Width * properties.MppX, properties.Height * properties.MppY) / LargestOverlay);
            RgbImage picture = TargetResolution.Thumbnail(slide, mpp, ct);
            using var nuclei = new NucleusTableReader(result.NucleiPath);
            FlatImageFile.WritePng(Path.Combine(folder, "overlay.png"), NucleusOverlay.Draw(picture, nuclei.Read(), scale: (double)picture.Width / properties.Width));
        }

        /// <summary>Times live here alone, so that all other files of equal runs are equal.</summary>
        private static void WriteLog(string folder, TimeSpan elapsed, SlideDetectionResult result) => AtomicFile.Write(Path.Combine(folder, "run.log.json"), stream =>
        {
            using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            json.WriteStartObject();
            json.WriteString("finished", TimeProvider.System.GetUtcNow());
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
            json.WriteBoolean("reused", result.Reused);
            json.WriteEndObject();
        });

        private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
