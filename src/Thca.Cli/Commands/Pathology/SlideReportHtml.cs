using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Reports;
using Thca.Pathology.Slides;

namespace Thca.Cli.Commands.Pathology;

/// <summary><c>slide_report.html</c>: what detection found on one slide, in one file. Every sentence comes from a number.</summary>
internal static class SlideReportHtml
{
    public const string Name = "slide_report.html";

    public static string Write(SlideReport report)
    {
        HtmlPage page = new HtmlPage($"Slide {report.Slide}").Heading(1, $"Slide {report.Slide}");
        foreach (string warning in Warnings(report)) page.Paragraph(warning, "warn");
        page.Rows(["", ""], Facts(report));
        page.Heading(2, "Tissue and windows").Figure(
            SlideReportDrawings.Overview(report),
            F($"Outline of the tissue in blue, windows in black (numbers as in detection.json), failed windows in red, cells out of focus in teal. Tissue: {report.AreaMm2:0.###} mm²."));
        page.Heading(2, "Nuclei").Rows(["Class", "Nuclei", "Share", "per mm²"], Counts(report));
        if (report.Detection.Nuclei == 0) return page.Paragraph("No nucleus was found: there is nothing to draw.").ToString();
        page.Figure(SlideReportDrawings.Overlay(report), "Outlines of all nuclei in the colours of their classes.");
        page.Heading(2, "Density").Figure(
            SlideReportDrawings.Density(report),
            F($"Nuclei per mm² of tissue in squares of {report.Density.CellUm:0} µm, counted, not smoothed; grey where less than a quarter of the square is tissue."));
        page.Heading(2, "Gallery").Figure(
            SlideReportDrawings.Gallery(report),
            F($"{report.Gallery.Count} nuclei drawn at random (by the seed), of every class in turn: 32 x 32 µm each. The vote share is the part of its pixels that chose the class, no probability."));
        return page.Heading(2, "Unusual nuclei").Rows(["", "Nuclei"], report.Flags.Select(f => (IReadOnlyList<string>)[f.Key.Replace('_', ' '), F($"{f.Value}")])).ToString();
    }

    private static IEnumerable<string> Warnings(SlideReport report)
    {
        TileReport[] failed = [.. report.Detection.Tiles.Where(t => !t.IsOk)];
        if (failed.Length > 0) yield return F($"{failed.Length} of {report.Detection.Tiles.Count} windows failed ({string.Join(", ", failed.Take(20).Select(t => F($"{t.Id}")))}); their nuclei are missing. Coverage: {100 * report.Detection.Coverage:0.#} %.");
        if (report.Tissue?.Focus is { BlurredCells: > 0 } focus) yield return F($"{focus.BlurredCells} of {focus.Cells} cells of 256 µm are out of focus; their nuclei are flagged and do not count in features.");
        if (report.Normalisation.Contains(SlideProblems.StainFallback, StringComparison.Ordinal)) yield return "The stains of this slide could not be told apart; the fixed vectors were used (STAIN_FALLBACK, see stain.json).";
        foreach (Core.Outcomes.Problem problem in SlideChecks.Warnings(report.Properties)) yield return $"{problem.Code}: {problem.Message}";
    }

    private static IEnumerable<IReadOnlyList<string>> Facts(SlideReport report)
    {
        SlideProperties slide = report.Properties;
        yield return ["Size", F($"{slide.Width} x {slide.Height} pixels, {slide.Width * slide.MppX / 1000:0.###} x {slide.Height * slide.MppY / 1000:0.###} mm")];
        yield return ["Resolution", F($"{slide.MppX:0.####} x {slide.MppY:0.####} µm per pixel ({slide.ResolutionSource})")];
        yield return ["Tissue", report.Tissue is { } tissue ? F($"{tissue.AreaMm2:0.###} mm² in {tissue.Regions.Count} {(tissue.Regions.Count == 1 ? "piece" : "pieces")}") : "not looked for: the whole slide was searched"];
        yield return ["Focus", report.Tissue?.Focus is { Cells: > 0 } focus ? F($"{focus.BlurredCells} of {focus.Cells} cells blurred") : "not checked"];
        yield return ["Normalisation", report.Normalisation.Length > 0 ? report.Normalisation : "none"];
        yield return ["Detector", report.Detector.Source.Length > 0 ? $"{report.Detector.Name} ({report.Detector.Source})" : report.Detector.Name];
        if (report.Detector.Licence.Length > 0) yield return ["Licence of the weights", report.Detector.Licence];
        yield return ["Windows", F($"{report.Detection.Tiles.Count(t => t.IsOk)} of {report.Detection.Tiles.Count} done")];
        yield return ["Coverage", double.IsNaN(report.Detection.Coverage) ? "undefined: no tissue" : F($"{100 * report.Detection.Coverage:0.##} %")];
        yield return ["Duplicates removed", F($"{report.Detection.DuplicatesRemoved}")];
    }

    private static IEnumerable<IReadOnlyList<string>> Counts(SlideReport report)
    {
        long all = report.Detection.Nuclei;
        for (int t = 1; t <= report.Detection.CountsByType.Count; t++)
        {
            int type = t % report.Detection.CountsByType.Count;
            long count = report.Detection.CountsByType[type];
            yield return [NucleusTypes.Name((NucleusType)type), F($"{count}"), all == 0 ? "" : F($"{100.0 * count / all:0.0} %"), F($"{count / report.AreaMm2:0}")];
        }

        yield return ["All", F($"{all}"), "", F($"{all / report.AreaMm2:0}")];
    }

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
