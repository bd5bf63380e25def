using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Pathology.Slides;

/// <summary>
/// The slides of a study: <c>PatientID,SlideID,Path[,MppX,MppY,Power,RoiGeoJson,Block,Include,Split]</c>. Relative paths are resolved against the
/// folder of the table. Rows with Include 0, no or false are left out.
/// </summary>
public sealed class SlideManifest
{
    private SlideManifest(IReadOnlyList<SlideEntry> slides, IReadOnlyList<string> warnings) => (Slides, Warnings) = (slides, warnings);

    /// <summary>The included slides in order of the table.</summary>
    public IReadOnlyList<SlideEntry> Slides { get; }

    /// <summary>What the reader assumed, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The table.</param>
    /// <exception cref="TableException">A column is missing, a cell cannot be read, or a slide occurs twice.</exception>
    public static SlideManifest Read(string path)
    {
        TextTable table = TextTable.Read(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (string column in new[] { "PatientID", "SlideID", "Path" }) table.RequireColumn(column);
        var slides = new List<SlideEntry>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < table.RowCount; row++)
        {
            if (!Included(table, row)) continue;
            SlideEntry entry = Entry(table, row, folder);
            if (!seen.TryAdd(entry.Slide.Value, row))
            {
                throw new TableException(
                    string.Create(CultureInfo.InvariantCulture, $"SlideID '{entry.Slide}' occurs in row {seen[entry.Slide.Value] + 1} and again in row {row + 1} of {table.Source}."),
                    "Give every slide its own SlideID.",
                    ProblemCodes.DuplicateId);
            }

            slides.Add(entry);
        }

        if (slides.Count == 0) throw new TableException($"{table.Source} names no slide to analyse.", "Add rows, or set Include to 1.");
        bool anyWithout = table.Find("Split") is not { } split || Enumerable.Range(0, table.RowCount).Any(r => Included(table, r) && table[r, split].Trim().Length == 0);
        return new SlideManifest(slides, anyWithout ? [$"{table.Source} does not say the Split of every slide; those without count as development."] : []);
    }

    /// <summary>A manifest of one slide.</summary>
    /// <param name="path">The slide file.</param>
    /// <param name="patient">Whose it is; default the file's name without extension.</param>
    /// <param name="mppX">Micrometres per pixel along x; NaN: as the file says.</param>
    /// <param name="mppY">Micrometres per pixel along y; NaN: as <paramref name="mppX"/>.</param>
    public static SlideManifest Single(string path, string? patient = null, double mppX = double.NaN, double mppY = double.NaN)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string slide = dot > 0 ? name[..dot] : name;
        return new SlideManifest([new SlideEntry { Patient = new PatientId(patient ?? slide), Slide = new SlideId(slide), Path = path, MppX = mppX, MppY = mppY }], []);
    }

    private static SlideEntry Entry(TextTable table, int row, string folder) => new()
    {
        Patient = new PatientId(Required(table, row, "PatientID")),
        Slide = new SlideId(Safe(table, row, Required(table, row, "SlideID"))),
        Path = Path.Combine(folder, Required(table, row, "Path")),
        MppX = Positive(table, row, "MppX"),
        MppY = Positive(table, row, "MppY"),
        Power = Positive(table, row, "Power"),
        RoiGeoJson = Optional(table, row, "RoiGeoJson") is { Length: > 0 } roi ? Path.Combine(folder, roi) : null,
        Block = Optional(table, row, "Block"),
        Split = Optional(table, row, "Split").ToUpperInvariant() switch
        {
            "" or "DEVELOPMENT" or "DEV" or "TRAIN" or "TRAINING" => SlideSplit.Development,
            "EXTERNAL" or "VALIDATION" or "TEST" => SlideSplit.External,
            _ => throw Cell(table, row, "Split", "development or external"),
        },
    };

    private static bool Included(TextTable table, int row) => Optional(table, row, "Include").ToUpperInvariant() switch
    {
        "" or "1" or "YES" or "TRUE" => true,
        "0" or "NO" or "FALSE" => false,
        _ => throw Cell(table, row, "Include", "1 or 0"),
    };

    /// <summary>A slide's identifier becomes the name of a folder, so it must not lead out of one.</summary>
    private static string Safe(TextTable table, int row, string id) =>
        id is "." or ".." || id.AsSpan().ContainsAny('/', '\\', '\0') || id.Contains(':', StringComparison.Ordinal)
            ? throw Cell(table, row, "SlideID", "a name without / \\ or :, since it becomes the name of a folder")
            : id;

    private static string Required(TextTable table, int row, string column) =>
        Optional(table, row, column) is { Length: > 0 } text ? text : throw Cell(table, row, column, "a value");

    private static string Optional(TextTable table, int row, string column) => table.Find(column) is { } c ? table[row, c].Trim() : "";

    private static double Positive(TextTable table, int row, string column)
    {
        if (Optional(table, row, column) is not { Length: > 0 } text) return double.NaN;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? value
            : throw Cell(table, row, column, "a number above 0");
    }

    private static TableException Cell(TextTable table, int row, string column, string expected) => new(
        string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} of {table.Source} has {column} '{Optional(table, row, column)}'; expected {expected}."),
        "Correct the cell.");
}
