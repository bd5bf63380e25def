using System.Text;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Core.Volumes;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Subregions;
using Thca.Imaging;

namespace Thca.Pipelines.Heterogeneity;

/// <summary>Volumes and tables of single cases below the output folder.</summary>
internal static class HeterogeneityFiles
{
    /// <summary>Writes label maps, expanded mask and sub-region table, as far as the case has them.</summary>
    public static void Write(TitanResult result, string folder)
    {
        string name = FileName(result.Patient);
        if (result.Subregions is { } subregions) VolumeFile.WriteLabelMap(subregions, InFolder(folder, "subregions", $"{name}_subregions.nii.gz"), ComponentType.UInt16);
        if (result.Habitats is { } habitats) VolumeFile.WriteLabelMap(habitats, InFolder(folder, "subregions", $"{name}_clusters.nii.gz"), ComponentType.Int16);
        if (result.Expansion is { } expansion) VolumeFile.WriteMask(expansion.Mask, InFolder(folder, "subregions", $"{name}_expanded_mask.nii.gz"));
        if (result.Features is { Table: var table } && table.RowCount > 0) SubregionText(table).Write(InFolder(folder, "subregion_features", $"{name}.csv"));
    }

    /// <summary>The sub-region table: features, then <c>SubregionID</c> and <c>SubregionVoxelCount</c>.</summary>
    public static TextTable SubregionText(SubregionTable table)
    {
        string[] header = [.. table.Columns.Select(c => c.Name), "SubregionID", "SubregionVoxelCount"];
        IEnumerable<string[]> rows = Enumerable.Range(0, table.RowCount).Select(r => (string[])
            [.. table.Columns.Select(c => NumberText.Format(c[r])), NumberText.Format(table.Labels[r]), NumberText.Format(table.VoxelCounts[r])]);
        return new TextTable(header, rows);
    }

    /// <summary>A file name that any patient's id can have: letters, digits, dot, hyphen and underscore stay, other bytes become %XX.</summary>
    public static string FileName(string patient)
    {
        var name = new StringBuilder();
        foreach (byte b in Encoding.UTF8.GetBytes(patient))
        {
            bool plain = char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' || (b == '.' && name.Length > 0);
            if (plain) name.Append((char)b);
            else name.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }

    private static string InFolder(string folder, string sub, string file)
    {
        string path = Path.Combine(folder, sub);
        Directory.CreateDirectory(path);
        return Path.Combine(path, file);
    }
}
