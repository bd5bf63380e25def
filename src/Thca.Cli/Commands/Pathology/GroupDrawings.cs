using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Figures;

namespace Thca.Cli.Commands.Pathology;

/// <summary>Draws the figures of a comparison of groups. Axes come from the data; nothing is rescaled or cut.</summary>
internal static class GroupDrawings
{
    private const string LowColour = "#4A90E2";
    private const string HighColour = "#D55E00";
    private const int MostLines = 60;
    private static readonly string[] Palette = ["#D55E00", "#E69F00", "#009E73", "#8C8C8C", "#4A90E2", "#CC79A7"];

    public static string Box(BoxFigure box)
    {
        var svg = new SvgDrawing(420, 300);
        var panel = new SvgPanel(svg, (100, 40, 290, 210), (0, 2), SvgPanel.Range(box.Points.Select(p => p.Value)));
        panel.Title(box.Feature);
        panel.YAxis("value");
        foreach (BoxPoint p in box.Points) svg.Dot(panel.X(p.Group + 0.5 + 0.22 * p.Jitter), panel.Y(p.Value), 4, p.Group == 1 ? HighColour : LowColour);
        foreach ((double median, int group, string name) in new[] { (box.MedianLow, 0, "Low"), (box.MedianHigh, 1, "High") })
        {
            svg.Line(panel.X(group + 0.2), panel.Y(median), panel.X(group + 0.8), panel.Y(median), "#222", 2);
            svg.Text(panel.X(group + 0.5), panel.Bottom + 18, name);
        }

        return svg.ToSvg();
    }

    public static string Forest(ForestFigure forest, double alpha)
    {
        // The largest effects, whatever their sign, in the order of the figure.
        HashSet<string> shown = [.. forest.Points.OrderByDescending(p => Math.Abs(p.Effect)).Take(MostLines).Select(p => p.Feature)];
        ForestPoint[] points = [.. forest.Points.Where(p => shown.Contains(p.Feature))];
        double left = 40 + 6.6 * points.Max(p => p.Feature.Length), height = 18.0 * points.Length;
        var svg = new SvgDrawing(left + 560, height + 110);
        (double low, double high) = SvgPanel.Range(points.SelectMany(p => new[] { p.Effect, p.Lower, p.Upper, 0 }));
        var panel = new SvgPanel(svg, (left, 40, 380, height), (low, high), (0, Math.Max(1, points.Length)));
        panel.Title(forest.Name);
        panel.XAxis(forest.Axis);
        svg.Line(panel.X(0), panel.Area.Y, panel.X(0), panel.Bottom, "#999", 1, "4 3");
        for (int i = 0; i < points.Length; i++)
        {
            ForestPoint p = points[i];
            double y = panel.Area.Y + 18 * (i + 0.5);
            string colour = p.Effect < 0 ? LowColour : HighColour;
            svg.Text(left - 10, y + 4, p.Feature, "end", 11);
            if (double.IsFinite(p.Lower) && double.IsFinite(p.Upper)) svg.Line(panel.X(p.Lower), y, panel.X(p.Upper), y, colour, 1.5);
            if (p.IsPrimary) svg.Diamond(panel.X(p.Effect), y, 6, colour);
            else svg.Dot(panel.X(p.Effect), y, 4, colour, p.Adjusted < alpha ? 1 : 0.45);
            svg.Text(panel.Right + 12, y + 4, string.Create(CultureInfo.InvariantCulture, $"{ReportText.P(p.Adjusted)}  n {p.NLow}/{p.NHigh}"), "start", 11);
        }

        svg.Text(panel.Right + 12, 32, "adjusted p", "start", 11);
        return svg.ToSvg();
    }

    public static string Composition(CompositionFigure figure)
    {
        double step = Math.Clamp(640.0 / Math.Max(1, figure.Bars.Count), 4, 30);
        var svg = new SvgDrawing(90 + step * (figure.Bars.Count + 1) + 200, 310);
        var panel = new SvgPanel(svg, (70, 40, step * (figure.Bars.Count + 1), 220), (0, 1), (0, 1));
        panel.Title("cell types");
        panel.YAxis("share");
        for (int b = 0; b < figure.Bars.Count; b++)
        {
            CompositionBar bar = figure.Bars[b];
            double x = panel.Area.X + step * (b + (bar.Group == 1 ? 1 : 0)), bottom = 0;
            for (int t = 0; t < bar.Shares.Count; t++)
            {
                double share = double.IsFinite(bar.Shares[t]) ? bar.Shares[t] : 0;
                svg.Box(x, panel.Y(bottom + share), step - 1, panel.Y(bottom) - panel.Y(bottom + share), Palette[t % Palette.Length]);
                bottom += share;
            }
        }

        int low = figure.Bars.Count(b => b.Group == 0);
        svg.Text(panel.Area.X + step * low / 2, panel.Bottom + 18, "Low");
        svg.Text(panel.Area.X + step * (low + 1 + (figure.Bars.Count - low) / 2.0), panel.Bottom + 18, "High");
        for (int t = 0; t < figure.Types.Count; t++)
        {
            svg.Box(panel.Right + 16, 44 + 18 * t, 12, 12, Palette[t % Palette.Length]);
            svg.Text(panel.Right + 34, 54 + 18 * t, figure.Types[t], "start", 11);
        }

        return svg.ToSvg();
    }

    public static string Scores(IReadOnlyList<ScorePoint> scores)
    {
        var svg = new SvgDrawing(460, 320);
        var panel = new SvgPanel(svg, (90, 40, 330, 220), (0, 2), SvgPanel.Range(scores.Select(s => s.Score)));
        panel.Title("held-out composite score");
        panel.YAxis("score");
        int[] seen = new int[2], total = [scores.Count(s => s.Group == 0), scores.Count(s => s.Group == 1)];
        foreach (ScorePoint s in scores.OrderBy(s => s.Score))
        {
            double x = s.Group + 0.15 + 0.7 * (seen[s.Group]++ + 0.5) / total[s.Group];
            svg.Dot(panel.X(x), panel.Y(s.Score), 4.5, s.Outcome == 1 ? "#222" : "#bbb", 0.9);
        }

        svg.Text(panel.X(0.5), panel.Bottom + 18, "Low");
        svg.Text(panel.X(1.5), panel.Bottom + 18, "High");
        svg.Text(panel.Area.X, panel.Bottom + 40, "black: metastasis, grey: none", "start", 11);
        return svg.ToSvg();
    }

    public static string Correlation(CorrelationFigure figure, double alpha)
    {
        const double cell = 15;
        string[] rows = [.. figure.Rows.Take(MostLines)], columns = [.. figure.Columns.Take(MostLines)];
        double left = 20 + 6.6 * rows.Max(r => r.Length), top = 24 + 7.6 * columns.Max(c => c.Length);
        var svg = new SvgDrawing(left + cell * columns.Length + 40, top + cell * rows.Length + 20);
        Dictionary<(string, string), ImagingCorrelation> cells = figure.Cells.ToDictionary(c => (c.Row, c.Column));
        for (int c = 0; c < columns.Length; c++) svg.UprightFrom(left + cell * (c + 0.75), top - 6, columns[c], 11);
        for (int r = 0; r < rows.Length; r++)
        {
            svg.Text(left - 6, top + cell * (r + 0.75), rows[r], "end", 11);
            for (int c = 0; c < columns.Length; c++)
            {
                double x = left + cell * c, y = top + cell * r, rho = cells[(rows[r], columns[c])].Rho;
                if (double.IsNaN(rho))
                {
                    svg.Box(x, y, cell - 1, cell - 1, "none", "#ccc");
                    svg.Line(x, y + cell - 1, x + cell - 1, y, "#ccc");
                    continue;
                }

                svg.Box(x, y, cell - 1, cell - 1, rho < 0 ? LowColour : HighColour, "#eee", Math.Abs(rho));
                if (cells[(rows[r], columns[c])].Q < alpha) svg.Dot(x + cell / 2 - 0.5, y + cell / 2 - 0.5, 2.5, "#000", 1);
            }
        }

        return svg.ToSvg();
    }
}
