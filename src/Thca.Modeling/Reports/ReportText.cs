using System.Globalization;
using System.Text;
using Thca.Modeling.Metrics;

namespace Thca.Modeling.Reports;

/// <summary>Numbers and tables in words; an undefined number says so.</summary>
internal static class ReportText
{
    public const string Undefined = "undefined";

    public static string Share(MetricEstimate m) => double.IsNaN(m.Value) ? Undefined : Number(m.Value) + Interval(m, 1, "0.000");

    public static string Percent(MetricEstimate m) => double.IsNaN(m.Value) ? Undefined : Percent(m.Value) + Interval(m, 100, "0.0");

    public static string Number(double value, string format = "0.000") => double.IsNaN(value) ? Undefined : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double value) => double.IsNaN(value) ? Undefined : (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Signed(double value, string format = "+0.000;-0.000;0.000") => double.IsNaN(value) ? Undefined : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Ratio(int events, int patients) => events == 0 ? "no events" : $"1:{Number((double)(patients - events) / events, "0.0")}";

    public static string Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (IReadOnlyList<string> row in new[] { head, [.. head.Select(_ => "---")] }.Concat(rows)) text.Append("| ").AppendJoin(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        return text.ToString();
    }

    public static string Bullets(IEnumerable<string> items) => string.Concat(items.Select(i => $"- {i}\n"));

    private static string Interval(MetricEstimate m, double factor, string format) => double.IsNaN(m.Lower)
        ? " (no interval)"
        : $" (95 % CI {(factor * m.Lower).ToString(format, CultureInfo.InvariantCulture)}-{(factor * m.Upper).ToString(format, CultureInfo.InvariantCulture)})";
}
