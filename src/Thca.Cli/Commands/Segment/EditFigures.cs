using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Segmentation.Assessment;
using Thca.Statistics.Agreement;

namespace Thca.Cli.Commands.Segment;

/// <summary>The figures of an edit study; counts, p-values and axis limits come from the data.</summary>
internal static class EditFigures
{
    private static readonly string[] Palette = ["#4A90E2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7F6BB3", "#8C8C8C"];
    private static readonly string[] CategoryColours = ["#2ECC71", "#F4D03F", "#E67E22", "#E74C3C"];
    private static readonly string[] CategoryNames = ["unmodified", "minor", "moderate", "major"];

    /// <summary>File name and drawing of every figure; none when there is nothing to draw or every label has its own numbers.</summary>
    public static IReadOnlyList<(string Name, string Caption, string Svg)> Of(EditStudyResult result)
    {
        EditGroup[] groups = [.. result.Groups.Where(g => g.Patients.Count > 0)];
        if (groups.Length == 0 || result.Options.AllLabels) return [];
        EditGroup[] datasets = [.. groups.Where(g => g.Name != EditStudy.Combined || result.Pairs.Count == 1)];
        EditGroup[] edited = [.. datasets.Where(g => g.Name != result.Options.Baseline)];
        if (edited.Length == 0) edited = datasets;
        EditGroup together = groups.FirstOrDefault(g => g.Name == EditStudy.Combined) ?? edited[0];
        return
        [
            ("figure1_main_comparison", "Dice, patients with modified masks (Wilson intervals) and categories of editing. Diamonds are means; the dashed line is the acceptable Dice; brackets carry Holm-adjusted p-values.", MainComparison(result, datasets)),
            ("figure2_bland_altman", $"Change of volume against mean volume: {together.Name}. Solid: bias; dashed: limits of agreement; dotted: 2.5 and 97.5 percentiles.", Agreement(edited, together, [.. edited.Select(g => Palette[Array.IndexOf(datasets, g) % Palette.Length])])),
            ("figure3_volumes", "Volumes before and after editing, logarithmic; the line is equality.", Volumes(datasets)),
            ("figure4_edited_fraction", "Share of the united mask that was edited, by patient.", EditedFraction(datasets)),
        ];
    }

    private static string MainComparison(EditStudyResult result, EditGroup[] groups)
    {
        double panel = Math.Max(260, 90.0 * groups.Length), left = 70, gap = 80;
        EditComparison[] brackets = [.. result.Comparisons.Where(c => groups.Any(g => g.Name == c.First) && groups.Any(g => g.Name == c.Second) && !double.IsNaN(c.DiceAdjusted)).Take(4)];
        double top = 50 + 22 * brackets.Length;
        var svg = new SvgDrawing(left + 3 * panel + 2 * gap + 130, top + 330);
        double[] dice = [.. groups.SelectMany(g => g.Patients.Select(p => p["dice"])).Where(double.IsFinite)];
        double low = dice.Length == 0 ? 0 : Math.Max(0, Math.Floor((dice.Min() - 0.02) * 20) / 20);
        var a = new SvgPanel(svg, (left, top, panel, 250), (0, groups.Length), (low, 1.0 + 0.02 * (1 - low)));
        svg.Text(a.Area.X + panel / 2, 22, "A  Dice before against after", size: 13, bold: true);
        a.YAxis("Dice");
        svg.Line(a.Area.X, a.Bottom, a.Right, a.Bottom);
        double acceptable = result.Options.Pair.AcceptableDice;
        if (acceptable >= low) svg.Line(a.Area.X, a.Y(acceptable), a.Right, a.Y(acceptable), "#2C9F45", 1.2, "6 4");
        for (int i = 0; i < groups.Length; i++) BoxPlot(svg, a, i, groups[i]);
        for (int i = 0; i < brackets.Length; i++) Bracket(svg, a, groups, brackets[i], top - 14 - 22 * i);
        Modified(svg, groups, (left + panel + gap, top, panel, 250));
        Categories(svg, groups, (left + 2 * (panel + gap), top, panel, 250));
        return svg.ToSvg();
    }

    private static void BoxPlot(SvgDrawing svg, SvgPanel panel, int index, EditGroup group)
    {
        double centre = panel.X(index + 0.5), half = 0.26 * (panel.X(1) - panel.X(0));
        string colour = Palette[index % Palette.Length];
        EditSummary dice = group.Metric("dice");
        double[] values = [.. group.Patients.Select(p => p["dice"]).Where(double.IsFinite)];
        for (int i = 0; i < values.Length; i++)
        {
            // A fixed sequence spreads the points without chance.
            double spread = (i * 0.6180339887498949 % 1 - 0.5) * 1.5 * half;
            svg.Dot(centre + spread, panel.Y(values[i]), 2, colour, 0.35);
        }

        if (values.Length > 0)
        {
            double q1 = dice.Summary.Q1, q3 = dice.Summary.Q3, reach = 1.5 * (q3 - q1);
            double low = values.Where(v => v >= q1 - reach).Min(), high = values.Where(v => v <= q3 + reach).Max();
            svg.Line(centre, panel.Y(low), centre, panel.Y(q1));
            svg.Line(centre, panel.Y(q3), centre, panel.Y(high));
            svg.Box(centre - half, panel.Y(q3), 2 * half, panel.Y(q1) - panel.Y(q3), colour, "#444", 0.3);
            svg.Line(centre - half, panel.Y(dice.Summary.Median), centre + half, panel.Y(dice.Summary.Median), "#222", 2);
            svg.Diamond(centre, panel.Y(dice.Summary.Mean), 5, "#C0392B");
        }

        Name(svg, panel, index, group.Name, values.Length);
    }

    private static void Bracket(SvgDrawing svg, SvgPanel panel, EditGroup[] groups, EditComparison c, double y)
    {
        double x1 = panel.X(Array.FindIndex(groups, g => g.Name == c.First) + 0.5), x2 = panel.X(Array.FindIndex(groups, g => g.Name == c.Second) + 0.5);
        svg.Line(x1, y, x2, y);
        svg.Line(x1, y, x1, y + 5);
        svg.Line(x2, y, x2, y + 5);
        svg.Text((x1 + x2) / 2, y - 3, c.DiceAdjusted < 0.001 ? "p < 0.001" : string.Create(CultureInfo.InvariantCulture, $"p = {c.DiceAdjusted:0.000}"), size: 10);
    }

    private static void Modified(SvgDrawing svg, EditGroup[] groups, (double, double, double, double) area)
    {
        (double Share, double Low, double High)[] rates = [.. groups.Select(g => g.Proportion("unmodified")).Select(p => (100 * (1 - p.Share), 100 * (1 - p.Upper), 100 * (1 - p.Lower)))];
        double top = Math.Min(100, Math.Max(10, Math.Ceiling(rates.Max(r => r.High) / 10) * 10));
        var panel = new SvgPanel(svg, area, (0, groups.Length), (0, top * 1.08));
        svg.Text(panel.Area.X + panel.Area.Width / 2, 22, "B  Patients with modified masks", size: 13, bold: true);
        panel.YAxis("percent");
        svg.Line(panel.Area.X, panel.Bottom, panel.Right, panel.Bottom);
        for (int i = 0; i < groups.Length; i++)
        {
            double centre = panel.X(i + 0.5), half = 0.28 * (panel.X(1) - panel.X(0));
            svg.Box(centre - half, panel.Y(rates[i].Share), 2 * half, panel.Bottom - panel.Y(rates[i].Share), Palette[i % Palette.Length], "none", 0.75);
            svg.Line(centre, panel.Y(rates[i].Low), centre, panel.Y(rates[i].High), "#222", 1.2);
            svg.Text(centre + 5, panel.Y(rates[i].High) - 5, string.Create(CultureInfo.InvariantCulture, $"{rates[i].Share:0.0} %"), size: 11);
            Name(svg, panel, i, groups[i].Name, groups[i].Patients.Count);
        }
    }

    private static void Categories(SvgDrawing svg, EditGroup[] groups, (double, double, double, double) area)
    {
        var panel = new SvgPanel(svg, area, (0, groups.Length), (0, 100));
        svg.Text(panel.Area.X + panel.Area.Width / 2, 22, "C  Categories of editing", size: 13, bold: true);
        panel.YAxis("percent of patients");
        svg.Line(panel.Area.X, panel.Bottom, panel.Right, panel.Bottom);
        for (int i = 0; i < groups.Length; i++)
        {
            double from = 0, centre = panel.X(i + 0.5), half = 0.3 * (panel.X(1) - panel.X(0));
            for (int c = 0; c < CategoryNames.Length; c++)
            {
                EditProportion share = groups[i].Proportion(CategoryNames[c]);
                double to = from + 100 * share.Share;
                svg.Box(centre - half, panel.Y(to), 2 * half, panel.Y(from) - panel.Y(to), CategoryColours[c], "#fff");
                if (to - from >= 7) svg.Text(centre, (panel.Y(from) + panel.Y(to)) / 2 + 4, string.Create(CultureInfo.InvariantCulture, $"{share.Count} ({100 * share.Share:0} %)"), size: 10);
                from = to;
            }

            Name(svg, panel, i, groups[i].Name, groups[i].Patients.Count);
        }

        for (int c = 0; c < CategoryNames.Length; c++)
        {
            double y = panel.Area.Y + 14 + 20 * (CategoryNames.Length - 1 - c);
            svg.Box(panel.Right + 14, y - 10, 12, 12, CategoryColours[c]);
            svg.Text(panel.Right + 32, y, CategoryNames[c], "start", 11);
        }
    }

    private static void Name(SvgDrawing svg, SvgPanel panel, int index, string name, int count)
    {
        svg.Text(panel.X(index + 0.5), panel.Bottom + 18, name.Length <= 14 ? name : name[..13] + "…", size: 11);
        svg.Text(panel.X(index + 0.5), panel.Bottom + 33, string.Create(CultureInfo.InvariantCulture, $"n = {count}"), size: 10, colour: "#666");
    }

    private static string Agreement(EditGroup[] groups, EditGroup together, string[] colours)
    {
        BlandAltman b = together.Volumes[0].Difference;
        (double Mean, double Change, int Group)[] points = [.. groups.SelectMany((g, i) => g.Patients.Select(p => ((p["volume_a_mm3"] + p["volume_b_mm3"]) / 2, p["change_mm3"], i)))];
        double[] lines = [0, b.Bias, b.LowerLimit, b.UpperLimit, b.Percentiles.Lower, b.Percentiles.Upper];
        var svg = new SvgDrawing(760, 470);
        var panel = new SvgPanel(svg, (100, 40, 510, 360), SvgPanel.Range(points.Select(p => p.Mean)), SvgPanel.Range([.. lines, .. points.Select(p => p.Change)]));
        panel.Title("Change of volume, after minus before");
        panel.YAxis("change, mm³");
        panel.XAxis("mean of both volumes, mm³");
        svg.Line(panel.Area.X, panel.Y(0), panel.Right, panel.Y(0), "#999");
        foreach ((double at, string text, string dash) in new[]
        {
            (b.UpperLimit, "+1.96 SD", "7 4"), (b.Bias, "bias", ""), (b.LowerLimit, "-1.96 SD", "7 4"), (b.Percentiles.Upper, "", "2 3"), (b.Percentiles.Lower, "", "2 3"),
        })
        {
            if (!double.IsFinite(at)) continue;
            svg.Line(panel.Area.X, panel.Y(at), panel.Right, panel.Y(at), text.Length == 0 ? "#888" : "#B03A2E", 1.4, dash);
            if (text.Length > 0) svg.Text(panel.Right + 6, panel.Y(at) + 4, string.Create(CultureInfo.InvariantCulture, $"{text} {at:0.#}"), "start", 11);
        }

        foreach ((double mean, double change, int group) in points) svg.Dot(panel.X(mean), panel.Y(change), 3, colours[group]);
        for (int i = 0; i < groups.Length; i++) panel.Legend(i, string.Create(CultureInfo.InvariantCulture, $"{groups[i].Name} (n = {groups[i].Patients.Count})"), colours[i]);
        if (double.IsFinite(b.ShareInside))
            svg.Text(panel.Right, panel.Area.Y + 12, string.Create(CultureInfo.InvariantCulture, $"{100 * b.ShareInside:0.0} % of {b.Count} inside the limits"), "end", 11, "#666");
        return svg.ToSvg();
    }

    private static string Volumes(EditGroup[] groups)
    {
        (double Before, double After, int Group)[] all = [.. groups.SelectMany((g, i) => g.Patients.Select(p => (p["volume_a_mm3"], p["volume_b_mm3"], i)))];
        (double Before, double After, int Group)[] points = [.. all.Where(p => p.Before > 0 && p.After > 0)];
        var svg = new SvgDrawing(520, 500);
        (double Low, double High) range = points.Length == 0 ? (1, 10) : (points.Min(p => Math.Min(p.Before, p.After)) / 1.3, points.Max(p => Math.Max(p.Before, p.After)) * 1.3);
        var panel = new SvgPanel(svg, (100, 40, 390, 390), range, range, log: true);
        panel.Title("Volumes");
        panel.YAxis("after, mm³");
        panel.XAxis("before, mm³");
        svg.Line(panel.X(range.Low), panel.Y(range.Low), panel.X(range.High), panel.Y(range.High), "#999", 1, "4 3");
        foreach ((double before, double after, int group) in points) svg.Dot(panel.X(before), panel.Y(after), 3, Palette[group % Palette.Length]);
        for (int i = 0; i < groups.Length; i++) panel.Legend(i, groups[i].Name, Palette[i % Palette.Length]);
        if (points.Length < all.Length) svg.Text(panel.Right, panel.Bottom - 8, string.Create(CultureInfo.InvariantCulture, $"{all.Length - points.Length} with an empty mask not shown"), "end", 10, "#666");
        return svg.ToSvg();
    }

    private static string EditedFraction(EditGroup[] groups)
    {
        const int bins = 20;
        double[][] counts = [.. groups.Select(g =>
        {
            var n = new double[bins];
            foreach (EditPatient p in g.Patients) n[Math.Min(bins - 1, (int)(p["edited_fraction"] * bins))]++;
            return n;
        })];
        var svg = new SvgDrawing(720, 400);
        var panel = new SvgPanel(svg, (70, 40, 610, 290), (0, 1), (0, Math.Max(1, counts.Max(c => c.Max())) * 1.08));
        panel.Title("Edited fraction");
        panel.YAxis("patients");
        panel.XAxis("(added + removed) / union");
        double step = panel.X(1.0 / bins) - panel.X(0), width = 0.9 * step / groups.Length;
        for (int i = 0; i < groups.Length; i++)
        {
            for (int b = 0; b < bins; b++)
            {
                if (counts[i][b] > 0) svg.Box(panel.X((double)b / bins) + 0.05 * step + i * width, panel.Y(counts[i][b]), width, panel.Bottom - panel.Y(counts[i][b]), Palette[i % Palette.Length], "none", 0.8);
            }
        }

        for (int i = 0; i < groups.Length; i++)
        {
            svg.Dot(panel.Right - 150, panel.Area.Y + 8 + 16 * i, 4, Palette[i % Palette.Length], 1);
            svg.Text(panel.Right - 140, panel.Area.Y + 12 + 16 * i, string.Create(CultureInfo.InvariantCulture, $"{groups[i].Name} (n = {groups[i].Patients.Count})"), "start", 11);
        }

        return svg.ToSvg();
    }
}
