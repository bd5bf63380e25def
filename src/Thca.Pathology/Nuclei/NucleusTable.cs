using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Histology;
using Thca.Core.Tables;

namespace Thca.Pathology.Nuclei;

/// <summary>
/// The nuclei of one slide as a Parquet or Arrow table, one row per nucleus in the order of their numbers: <c>SlideID, nucleus_id, x0, y0, x1, y1,
/// centroid_x, centroid_y, centroid_x_um, centroid_y_um, area_px, area_um2, type, type_name, prob, votes_0 … votes_5, np_mean, region_id, core,
/// flags, contour</c>. Coordinates are level-0 pixels; <c>contour</c> is a list x, y, x, y, …; votes are all 0 when the detector does not vote.
/// </summary>
public static class NucleusTable
{
    /// <summary>Layout of the table, stored with it.</summary>
    public const string Schema = "thca-nuclei-table/1";

    private const string SchemaNote = "thca.schema", SlideNote = "thca.slide", MppXNote = "thca.mpp_x", MppYNote = "thca.mpp_y", PixelNote = "thca.grid_pixel_area_um2";

    /// <summary>The columns, in order.</summary>
    public static IReadOnlyList<ColumnarField> Fields { get; } =
    [
        new("SlideID", ColumnarType.Text), new("nucleus_id", ColumnarType.Int32),
        new("x0", ColumnarType.Int32), new("y0", ColumnarType.Int32), new("x1", ColumnarType.Int32), new("y1", ColumnarType.Int32),
        new("centroid_x", ColumnarType.Double), new("centroid_y", ColumnarType.Double), new("centroid_x_um", ColumnarType.Double), new("centroid_y_um", ColumnarType.Double),
        new("area_px", ColumnarType.Double), new("area_um2", ColumnarType.Double), new("type", ColumnarType.Byte), new("type_name", ColumnarType.Text), new("prob", ColumnarType.Double),
        .. Enumerable.Range(0, NucleusTypes.Count).Select(t => new ColumnarField(VoteColumn(t), ColumnarType.Int32)),
        new("np_mean", ColumnarType.Double), new("region_id", ColumnarType.Int32), new("core", ColumnarType.Int32), new("flags", ColumnarType.Int32),
        new("contour", ColumnarType.Int32List),
    ];

    /// <summary>Writes a table, atomically and in constant memory: the nuclei are taken one by one.</summary>
    /// <param name="path">File with extension .parquet, .arrow or .feather (.csv is possible but cannot be read back).</param>
    /// <param name="header">The slide.</param>
    /// <param name="nuclei">The nuclei in the order to write.</param>
    /// <param name="ct">Cancels between blocks; the file is then left as it was.</param>
    /// <returns>Number of nuclei written.</returns>
    public static long Write(string path, NucleusTableHeader header, IEnumerable<Nucleus> nuclei, CancellationToken ct = default)
    {
        TableFormat format = FeatureTableFile.FormatOf(path);
        long count = 0;
        AtomicFile.Write(path, stream =>
        {
            using var writer = new NucleusTableWriter(stream, format, header);
            foreach (Nucleus nucleus in nuclei)
            {
                if (count++ % 1024 == 0) ct.ThrowIfCancellationRequested();
                writer.Write(nucleus);
            }

            writer.Complete();
        });
        return count;
    }

    /// <summary>Name of the column with the votes for a class.</summary>
    internal static string VoteColumn(int type) => string.Create(CultureInfo.InvariantCulture, $"votes_{type}");

    internal static Dictionary<string, string> Notes(NucleusTableHeader header) => new(StringComparer.Ordinal)
    {
        [SchemaNote] = Schema,
        [SlideNote] = header.Slide.Value,
        [MppXNote] = NumberText.Format(header.MppX),
        [MppYNote] = NumberText.Format(header.MppY),
        [PixelNote] = NumberText.Format(header.GridPixelArea),
    };

    internal static NucleusTableHeader Header(IReadOnlyDictionary<string, string> notes, string source)
    {
        string schema = notes.GetValueOrDefault(SchemaNote, "none");
        if (schema != Schema)
            throw new DataFormatException($"{source} has the schema '{schema}', expected '{Schema}'.", "Give a nuclei table that 'thca pathology detect' wrote.");
        if (notes.GetValueOrDefault(SlideNote) is not { Length: > 0 } slide || string.IsNullOrWhiteSpace(slide)) throw new DataFormatException($"{source} does not name its slide.", "Detect the nuclei again.");
        double pixel = Number(notes, PixelNote, source);
        return pixel > 0
            ? new NucleusTableHeader { Slide = new SlideId(slide), MppX = Number(notes, MppXNote, source), MppY = Number(notes, MppYNote, source), GridPixelArea = pixel }
            : throw new DataFormatException($"{source}: the pixel area {NumberText.Format(pixel)} is not above 0.", "Detect the nuclei again.");
    }

    private static double Number(IReadOnlyDictionary<string, string> notes, string name, string source) =>
        notes.TryGetValue(name, out string? text) && NumberText.TryParse(text, out double value) && !double.IsInfinity(value)
            ? value
            : throw new DataFormatException($"{source} has no number in '{name}'.", "Detect the nuclei again.");
}
