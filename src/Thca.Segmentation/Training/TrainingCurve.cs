using System.Globalization;
using System.Text;
using Thca.Core.Files;
using Thca.Core.Tables;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Training;

/// <summary>A training as a table and as a page with a curve.</summary>
public static class TrainingCurve
{
    private const int Width = 720;
    private const int Height = 320;
    private const int Margin = 48;

    /// <summary>Writes <c>training.csv</c> (one row per epoch) and <c>progress.html</c>.</summary>
    /// <param name="folder">Folder to write.</param>
    /// <param name="history">One record per epoch.</param>
    /// <param name="labels">Names of the labels.</param>
    public static void Write(string folder, IReadOnlyList<EpochRecord> history, LabelSet labels)
    {
        Table(history, labels).Write(Path.Combine(folder, "training.csv"));
        AtomicFile.WriteAllText(Path.Combine(folder, "progress.html"), Html(history));
    }

    /// <summary>The table: epoch, lr, train_loss, val_loss, mean_fg_dice, ema_fg_dice, then Dice of every label.</summary>
    public static TextTable Table(IReadOnlyList<EpochRecord> history, LabelSet labels)
    {
        string[] names = [.. labels.Foreground.Select(l => "dice_" + labels.NameOf(l))];
        return new TextTable(
            ["epoch", "lr", "train_loss", "val_loss", "mean_fg_dice", "ema_fg_dice", .. names],
            history.Select(e => (string[])
            [
                NumberText.Format(e.Epoch), NumberText.Format(e.LearningRate), NumberText.Format(e.TrainingLoss), NumberText.Format(e.ValidationLoss),
                NumberText.Format(e.MeanDice), NumberText.Format(e.SmoothedDice), .. e.Dice.Select(NumberText.Format),
            ]));
    }

    /// <summary>A self-contained page: losses (left axis) and pseudo-Dice (right axis) over epochs.</summary>
    public static string Html(IReadOnlyList<EpochRecord> history)
    {
        (string Name, string Colour, double[] Values, bool Right)[] curves =
        [
            ("training loss", "#1f5fa8", [.. history.Select(e => e.TrainingLoss)], false),
            ("validation loss", "#c0392b", [.. history.Select(e => e.ValidationLoss)], false),
            ("mean pseudo-Dice", "#8bc08b", [.. history.Select(e => e.MeanDice)], true),
            ("smoothed pseudo-Dice", "#2e7d32", [.. history.Select(e => e.SmoothedDice)], true),
        ];
        double[] losses = [.. curves.Where(c => !c.Right).SelectMany(c => c.Values).Where(double.IsFinite)];
        double low = Math.Min(-1, losses.DefaultIfEmpty(0).Min()), high = Math.Max(losses.DefaultIfEmpty(0).Max(), low + 0.1);
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Training</title></head>\n<body style=\"font-family:sans-serif\">\n<h1>Training</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"Losses and pseudo-Dice over epochs\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Margin}\" y=\"{Margin / 2}\" width=\"{Width - 2 * Margin}\" height=\"{Height - 2 * Margin}\" fill=\"none\" stroke=\"#999\"/>\n");
        for (int tick = 0; tick <= 4; tick++) Ticks(html, tick / 4.0, low, high, history.Count);
        for (int i = 0; i < curves.Length; i++)
        {
            (string name, string colour, double[] values, bool right) = curves[i];
            if (!values.Any(double.IsFinite)) continue;
            html.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{Points(values, right ? 0 : low, right ? 1 : high)}\"/>\n");
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + 160 * i}\" y=\"{Height - 6}\" font-size=\"12\" fill=\"{colour}\">{name}</text>\n");
        }

        html.Append("</svg>\n");
        if (history.Count > 0) html.Append(CultureInfo.InvariantCulture, $"<p>{history.Count} epochs; last training loss {history[^1].TrainingLoss:0.000}, last pseudo-Dice {Dice(history[^1].MeanDice)}.</p>\n");
        return html.Append("<p>Loss on the left axis (best possible: -1), Dice on the right. Pseudo-Dice comes from validation patches, not from whole images.</p>\n</body></html>\n").ToString();
    }

    private static string Dice(double value) => double.IsNaN(value) ? "not computed (no validation cases)" : value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Ticks(StringBuilder html, double share, double low, double high, int epochs)
    {
        double y = Y(share), x = Margin + share * (Width - 2 * Margin);
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin - 6}\" y=\"{y + 4:0.#}\" font-size=\"11\" text-anchor=\"end\">{low + share * (high - low):0.00}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Margin + 6}\" y=\"{y + 4:0.#}\" font-size=\"11\">{share:0.00}</text>");
        html.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{Height - Margin * 1.5 + 16:0.#}\" font-size=\"11\" text-anchor=\"middle\">{1 + share * Math.Max(0, epochs - 1):0}</text>\n");
    }

    private static string Points(double[] values, double low, double high)
    {
        var text = new StringBuilder();
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) continue;
            double x = Margin + (values.Length == 1 ? 0.5 : (double)i / (values.Length - 1)) * (Width - 2 * Margin);
            text.Append(CultureInfo.InvariantCulture, $"{x:0.#},{Y(Math.Clamp((values[i] - low) / (high - low), 0, 1)):0.#} ");
        }

        return text.ToString().TrimEnd();
    }

    private static double Y(double share) => Margin / 2.0 + (1 - share) * (Height - 2 * Margin);
}
