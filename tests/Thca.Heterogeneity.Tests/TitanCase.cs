using System.Text.Json;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Heterogeneity.Subregions;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests;

/// <summary>Stored results of the original habitat pipeline on one synthetic neck CT.</summary>
internal static class TitanCase
{
    public static string File(string name, string file) => SharedData.Path("golden", "titan", name, file);

    public static SubregionTable Subregions(string path)
    {
        TextTable text = TextTable.Read(path);
        FeatureColumn[] columns = [.. text.Header.Where(h => !h.StartsWith("Subregion", StringComparison.Ordinal))
            .Select(h => new FeatureColumn(h, [.. Enumerable.Range(0, text.RowCount).Select(r => text.Number(r, h))]))];
        int[] Integers(string name) => [.. Enumerable.Range(0, text.RowCount).Select(r => (int)text.Number(r, name))];
        return new SubregionTable(Integers("SubregionID"), Integers("SubregionVoxelCount"), columns);
    }

    public static JsonElement Json(string name, string file)
    {
        using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllText(File(name, file)));
        return document.RootElement.Clone();
    }
}
