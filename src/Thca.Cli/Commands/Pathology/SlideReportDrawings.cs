using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Histology;
using Thca.Pathology.Detection;
using Thca.Pathology.Nuclei;
using Thca.Pathology.Reports;
using Thca.Pathology.Slides;
using Thca.Pathology.Tissue;

namespace Thca.Cli.Commands.Pathology;

/// <summary>Draws the figures of a slide's report: pictures with what is known about them on top, in one file.</summary>
internal static class SlideReportDrawings
{
    private const double Side = 760, Left = 70, Top = 30;
    private const int ScaleSteps = 64;
    private const int MostNames = 60;

    /// <summary>The slide with tissue, windows and cells out of focus.</summary>
    public static string Overview(SlideReport report)
    {
        (SvgDrawing svg, double width, double height) = Frame(report, 0, report.Overview);
        double x = width / report.Properties.Width, y = height / report.Properties.Height;
        if (report.Tissue?.Focus is { } focus)
        {
            (double cellX, double cellY) = (FocusMap.CellUm / report.Properties.MppX * x, FocusMap.CellUm / report.Properties.MppY * y);
            for (int row = 0; row < focus.Rows.Count; row++)
                for (int column = 0; column < focus.Rows[row].Length; column++)
                    if (focus.Rows[row][column] == FocusMap.Blurred)
                        svg.Box(Left + column * cellX, Top + row * cellY, Math.Min(cellX, width - column * cellX), Math.Min(cellY, height - row * cellY), "#00989a", "none", 0.4);
        }

        bool named = report.Detection.Tiles.Count <= MostNames;
        foreach (TileReport tile in report.Detection.Tiles)
        {
            (double x0, double y0) = (tile.Box.X0 * x, tile.Box.Y0 * y);
            (double w, double h) = (Math.Min(width, tile.Box.X1 * x) - x0, Math.Min(height, tile.Box.Y1 * y) - y0);
            svg.Box(Left + x0, Top + y0, w, h, tile.IsOk ? "none" : "#d00000", tile.IsOk ? "#222" : "#d00000", 0.3);
            if (named) svg.Text(Left + x0 + 4, Top + y0 + 13, tile.Id.ToString(CultureInfo.InvariantCulture), "start", 11);
        }

        return svg.ToSvg();
    }

    /// <summary>The slide with the outlines of its nuclei and the colours of the classes.</summary>
    public static string Overlay(SlideReport report)
    {
        (SvgDrawing svg, double width, _) = Frame(report, 230, report.Overlay);
        for (int t = 0; t < report.Detection.CountsByType.Count; t++)
        {
            if (t == 0 && report.Detection.CountsByType[t] == 0) continue;
            double y = Top + 10 + 20 * t;
            (byte r, byte g, byte b) = NucleusTypes.Color((NucleusType)t);
            svg.Box(Left + width + 18, y - 10, 12, 12, Hex(r, g, b), "#444");
            svg.Text(Left + width + 36, y, string.Create(CultureInfo.InvariantCulture, $"{NucleusTypes.Name((NucleusType)t)}: {report.Detection.CountsByType[t]}"), "start");
        }

        return svg.ToSvg();
    }

    /// <summary>Nuclei per mm², with its scale.</summary>
    public static string Density(SlideReport report)
    {
        DensityMap map = report.Density;
        IReadOnlyList<double> values = map.Sorted();
        double highest = values.Count > 0 && values[^1] > 0 ? values[^1] : 1;
        (SvgDrawing svg, double width, double height) = Frame(report, 130, Picture(map, report.Properties, highest));
        double x = Left + width + 24, step = height / ScaleSteps;
        for (int i = 0; i < ScaleSteps; i++)
        {
            (byte r, byte g, byte b) = ColourScale.At((i + 0.5) / ScaleSteps);
            svg.Box(x, Top + height - (i + 1) * step, 18, step + 0.5, Hex(r, g, b));
        }

        svg.Box(x, Top, 18, height, "none", "#444");
        for (int i = 0; i <= 4; i++) svg.Text(x + 24, Top + height * (1 - i / 4.0) + 4, (highest * i / 4).ToString("F0", CultureInfo.InvariantCulture), "start", 11);
        svg.Text(x, Top - 10, "nuclei/mm²", "start");
        return svg.ToSvg();
    }

    /// <summary>The gallery, four or more in a row, each with number, class and vote share.</summary>
    public static string Gallery(SlideReport report)
    {
        const int perRow = 8;
        const double cell = 128, step = cell + 14, line = cell + 48;
        int rows = (report.Gallery.Count + perRow - 1) / perRow;
        var svg = new SvgDrawing(perRow * step + 10, rows * line + 10);
        for (int i = 0; i < report.Gallery.Count; i++)
        {
            (Nucleus nucleus, RgbImage picture) = report.Gallery[i];
            double x = 10 + i % perRow * step, y = 10 + i / perRow * line;
            svg.Picture(x, y, cell, cell, FlatImageFile.ToPng(picture));
            svg.Text(x, y + cell + 15, NucleusTypes.Name(nucleus.Type), "start", 10);
            svg.Text(x, y + cell + 29, string.Create(CultureInfo.InvariantCulture, $"no. {nucleus.Id}, votes {nucleus.Probability:0.00}"), "start", 10, "#666");
        }

        return svg.ToSvg();
    }

    /// <summary>A picture of the whole slide with axes in millimetres.</summary>
    private static (SvgDrawing Svg, double Width, double Height) Frame(SlideReport report, double room, RgbImage picture)
    {
        double wide = report.Properties.Width * report.Properties.MppX / 1000, tall = report.Properties.Height * report.Properties.MppY / 1000;
        double width = Side * Math.Min(1, wide / tall), height = Side * Math.Min(1, tall / wide);
        var svg = new SvgDrawing(Left + width + 20 + room, Top + height + 50);
        svg.Picture(Left, Top, width, height, FlatImageFile.ToPng(picture));
        var panel = new SvgPanel(svg, (Left, Top, width, height), (0, wide), (tall, 0));
        panel.XAxis("mm");
        panel.YTicks();
        return (svg, width, height);
    }

    /// <summary>The map with square pixels; cells beyond the slide are cut, cells without tissue are grey.</summary>
    private static RgbImage Picture(DensityMap map, SlideProperties slide, double highest)
    {
        double wide = slide.Width * slide.MppX, tall = slide.Height * slide.MppY, um = Math.Max(wide, tall) / 800;
        var picture = RgbImage.White(Math.Max(1, (int)Math.Round(wide / um)), Math.Max(1, (int)Math.Round(tall / um)));
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x < picture.Width; x++)
            {
                double value = map[Math.Min(map.Columns - 1, (int)((x + 0.5) * um / map.CellUm)), Math.Min(map.Rows - 1, (int)((y + 0.5) * um / map.CellUm))];
                int at = 3 * (y * picture.Width + x);
                (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]) = double.IsNaN(value) ? ((byte)225, (byte)225, (byte)228) : ColourScale.At(value / highest);
            }

        return picture;
    }

    private static string Hex(byte r, byte g, byte b) => $"#{r:x2}{g:x2}{b:x2}";
}
