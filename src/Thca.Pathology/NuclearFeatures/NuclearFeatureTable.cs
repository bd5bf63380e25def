using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Tables;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// The measured nuclei of a slide as a table, one row per nucleus: <c>PatientID, SlideID, nucleus_id, type, type_name, region_id, centroid_x_um,
/// centroid_y_um, included, exclusion</c>, the features of the profile, <c>Status, Message</c>. The message names every NaN's reason.
/// </summary>
public static class NuclearFeatureTable
{
    /// <summary>Layout of the table, stored with it.</summary>
    public const string Schema = "thca-nuclear-features/1";

    /// <summary>Name of the metadata entry with the layout.</summary>
    internal const string SchemaNote = "thca.schema";

    /// <summary>Name of the metadata entry with the profile.</summary>
    internal const string ProfileNote = "thca.profile";

    /// <summary>The columns of a profile, in order.</summary>
    public static IReadOnlyList<ColumnarField> Fields(NuclearProfile profile) =>
    [
        new("PatientID", ColumnarType.Text), new("SlideID", ColumnarType.Text), new("nucleus_id", ColumnarType.Int32), new("type", ColumnarType.Byte), new("type_name", ColumnarType.Text),
        new("region_id", ColumnarType.Int32), new("centroid_x_um", ColumnarType.Double), new("centroid_y_um", ColumnarType.Double), new("included", ColumnarType.Byte), new("exclusion", ColumnarType.Text),
        .. NuclearFeatureCatalog.Of(profile).Select(f => new ColumnarField(f.Name, ColumnarType.Double)),
        new("Status", ColumnarType.Text), new("Message", ColumnarType.Text),
    ];

    /// <summary>Reads the nuclei that count, with some or all features.</summary>
    /// <param name="path">A table of this layout.</param>
    /// <param name="tissue">Where tissue lies.</param>
    /// <param name="features">The features to read, of one profile.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is damaged or lacks a column.</exception>
    /// <exception cref="DataFormatException">The file has another layout.</exception>
    public static SlideNuclei ReadIncluded(string path, TissueRaster tissue, IReadOnlyList<NuclearFeature> features)
    {
        using var reader = new ColumnarTableReader(path);
        if (reader.Metadata.GetValueOrDefault(SchemaNote) != Schema)
            throw new DataFormatException($"{reader.Source} is no table of nuclear features ({Schema}).", "Run 'thca pathology features' again.");
        List<double> x = [], y = [];
        List<NucleusType> types = [];
        List<double>[] values = [.. features.Select(_ => new List<double>())];
        string slide = "";
        foreach (ColumnarBlock block in reader.Blocks(["SlideID", "type", "centroid_x_um", "centroid_y_um", "included", .. features.Select(f => f.Name)]))
        {
            byte[] included = block.Column<byte>("included"), type = block.Column<byte>("type");
            double[] xs = block.Column<double>("centroid_x_um"), ys = block.Column<double>("centroid_y_um");
            double[][] columns = [.. features.Select(f => block.Column<double>(f.Name))];
            slide = block.Column<string>("SlideID")[0];
            for (int r = 0; r < block.RowCount; r++)
            {
                if (included[r] == 0) continue;
                types.Add(NucleusTypes.FromNumber(type[r]) ?? throw new DataFormatException(FormattableString.Invariant($"{reader.Source} has type {type[r]}; types are 0 to 5."), "Run 'thca pathology features' again."));
                x.Add(xs[r]);
                y.Add(ys[r]);
                for (int f = 0; f < values.Length; f++) values[f].Add(columns[f][r]);
            }
        }

        return new SlideNuclei
        {
            Slide = new SlideId(slide.Length > 0 ? slide : Path.GetFileNameWithoutExtension(path)), X = [.. x], Y = [.. y], Types = [.. types], Tissue = tissue, Features = features,
            Values = [.. values.Select(v => v.ToArray())],
        };
    }

    /// <summary>One line that names the features that are NaN by their reasons; empty when there is none.</summary>
    internal static string Message(IReadOnlyList<NuclearFeature> features, ReadOnlySpan<MissingReason> reasons)
    {
        string text = "";
        for (MissingReason reason = MissingReason.MaskEmpty; reason <= MissingReason.Excluded; reason++)
        {
            int count = 0;
            string first = "";
            for (int f = 0; f < reasons.Length; f++)
            {
                if (reasons[f] != reason) continue;
                if (count++ == 0) first = features[f].Name;
                else if (count <= 3) first += ", " + features[f].Name;
            }

            if (count == 0) continue;
            if (text.Length > 0) text += "; ";
            text += count > 3 ? FormattableString.Invariant($"{first} and {count - 3} more are NaN: {Code(reason)}") : $"{first} NaN: {Code(reason)}";
        }

        return text;
    }

    /// <summary>The code of a reason, as tables spell it.</summary>
    internal static string Code(MissingReason reason) => string.Concat(reason.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
}
