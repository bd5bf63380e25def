using System.Globalization;
using Thca.Core.Tables;
using Thca.Pathology.Heterogeneity;

namespace Thca.Pipelines.Pathology;

/// <summary>The long tables of heterogeneity: one row per number.</summary>
internal static class HeterogeneityTable
{
    private static readonly string[] SlideColumns = ["PatientID", "SlideID", "type_group", "feature", "statistic", "value", "lo", "hi", "n", "reason"];
    private static readonly string[] PatientColumns = ["PatientID", "type_group", "feature", "statistic", "value", "lo", "hi", "n", "reason", "n_slides", "between_slide_sd", "weights"];

    public static TextTable OfSlides(IEnumerable<(string Patient, string Slide, IReadOnlyList<HeterogeneityValue> Rows)> slides) => new(
        SlideColumns, slides.SelectMany(s => s.Rows.Select(r => (IReadOnlyList<string>)[s.Patient, s.Slide, .. Cells(r)])));

    public static TextTable OfPatients(IEnumerable<(string Patient, IReadOnlyList<PatientValue> Rows)> patients) => new(
        PatientColumns,
        patients.SelectMany(p => p.Rows.Select(r => (IReadOnlyList<string>)[p.Patient, .. Cells(r.Value), r.Slides.ToString(CultureInfo.InvariantCulture), Optional(r.BetweenSlideSd), r.Weights])));

    /// <summary>The rows of one slide's table.</summary>
    public static IReadOnlyList<HeterogeneityValue> Read(TextTable table) =>
    [
        .. Enumerable.Range(0, table.RowCount).Select(r => new HeterogeneityValue(
            table[r, "type_group"], table[r, "feature"], table[r, "statistic"], table.Number(r, "value"), table.Number(r, "lo"), table.Number(r, "hi"), (int)table.Number(r, "n"), table[r, "reason"])),
    ];

    private static string[] Cells(HeterogeneityValue r) =>
        [r.Group, r.Feature, r.Statistic, NumberText.Format(r.Value), Optional(r.Lower), Optional(r.Upper), r.Count.ToString(CultureInfo.InvariantCulture), r.Reason];

    // Absent, not failed: most statistics have no interval.
    private static string Optional(double value) => double.IsNaN(value) ? "" : NumberText.Format(value);
}
