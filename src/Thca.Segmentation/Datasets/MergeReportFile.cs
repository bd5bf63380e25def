using System.Globalization;
using System.Text.Json.Nodes;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Datasets;

/// <summary>Writes <c>merge_report.csv</c> (one row per case) and <c>merge_report.json</c>.</summary>
internal static class MergeReportFile
{
    public const string Table = "merge_report.csv";
    private const string Json = "merge_report.json";

    public static void Write(string folder, IReadOnlyList<MergeOutcome> outcomes)
    {
        string[] header = [FeatureTable.PatientIdColumn, .. Columns(), "warnings", "Status", "Message"];
        var rows = outcomes.ToDictionary(o => o.Id, o => Row(o), StringComparer.Ordinal);
        var reports = outcomes.ToDictionary(o => o.Id, o => (JsonNode?)Node(o), StringComparer.Ordinal);
        KeepEarlier(folder, header, rows, reports);
        new TextTable(header, rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)).Write(Path.Combine(folder, Table));
        var cases = new JsonObject();
        foreach ((string id, JsonNode? report) in reports.OrderBy(r => r.Key, StringComparer.Ordinal)) cases[id] = report;
        PythonJson.Write(Path.Combine(folder, Json), new JsonObject { ["schema"] = "thca-merge/1", ["cases"] = cases });
    }

    // Rows of cases that an earlier run merged and this one does not name stay.
    private static void KeepEarlier(string folder, string[] header, Dictionary<string, string[]> rows, Dictionary<string, JsonNode?> reports)
    {
        string table = Path.Combine(folder, Table), json = Path.Combine(folder, Json);
        if (!File.Exists(table) || !File.Exists(json)) return;
        TextTable earlier = TextTable.Read(table);
        if (!earlier.Header.SequenceEqual(header) || PythonJson.ReadObject(json)["cases"] is not JsonObject cases) return;
        for (int r = 0; r < earlier.RowCount; r++)
        {
            string id = earlier[r, 0];
            if (rows.TryAdd(id, [.. earlier.Row(r)])) reports[id] = cases[id]?.DeepClone();
        }
    }

    private static IEnumerable<string> Columns()
    {
        foreach (AnatomicalStructure s in AnatomicalStructure.All.Skip(1))
        {
            yield return $"{s.Name}_voxels_before";
            yield return $"{s.Name}_voxels_after";
            yield return $"{s.Name}_mm3_before";
            yield return $"{s.Name}_mm3_after";
        }

        foreach (AnatomicalStructure s in AnatomicalStructure.Anatomy) yield return $"{s.Name}_mm3_taken_by_lesion";
        foreach (AnatomicalStructure s in Vertebrae()) yield return $"{s.Name}_largest_component_ratio";
        foreach (string name in (string[])["lesion_components", "lesion_outside_fraction", "lesion_air_voxels", "absent"]) yield return name;
    }

    private static IEnumerable<AnatomicalStructure> Vertebrae() => AnatomicalStructure.Anatomy.Where(s => s.Name.StartsWith("vertebra", StringComparison.Ordinal));

    private static string[] Row(MergeOutcome outcome)
    {
        if (!outcome.Report.Succeeded)
        {
            RowStatus status = RowStatus.From(outcome.Report.Problem);
            return [outcome.Id, .. Columns().Select(_ => "NaN"), "", status.Code, status.Message];
        }

        MergeReport r = outcome.Report.Value;
        var cells = new List<string> { outcome.Id };
        foreach (MergedStructure s in r.Structures)
            cells.AddRange([Text(s.VoxelsBefore), Text(s.VoxelsAfter), NumberText.Format(s.VoxelsBefore * r.VoxelVolume), NumberText.Format(s.VoxelsAfter * r.VoxelVolume)]);
        foreach (AnatomicalStructure s in AnatomicalStructure.Anatomy) cells.Add(NumberText.Format(r.Structures[(int)s.Label - 1].TakenByLesion * r.VoxelVolume));
        foreach (AnatomicalStructure s in Vertebrae()) cells.Add(NumberText.Format(r.Structures[(int)s.Label - 1].LargestComponentRatio));
        cells.AddRange([Text(r.LesionComponents), NumberText.Format(r.LesionOutsideFraction), Text(r.LesionAirVoxels), string.Join(' ', r.Absent.Select(l => AnatomicalStructure.Of(l).Name))]);
        cells.AddRange([string.Join(' ', r.Warnings), RowStatus.Ok.Code, ""]);
        return [.. cells];
    }

    private static JsonObject Node(MergeOutcome outcome)
    {
        if (!outcome.Report.Succeeded)
        {
            RowStatus status = RowStatus.From(outcome.Report.Problem);
            return new JsonObject { ["status"] = status.Code, ["message"] = status.Message };
        }

        MergeReport r = outcome.Report.Value;
        var structures = new JsonObject();
        foreach (MergedStructure s in r.Structures)
        {
            structures[AnatomicalStructure.Of(s.Label).Name] = new JsonObject
            {
                ["voxels_before"] = s.VoxelsBefore,
                ["voxels_after"] = s.VoxelsAfter,
                ["mm3_before"] = s.VoxelsBefore * r.VoxelVolume,
                ["mm3_after"] = s.VoxelsAfter * r.VoxelVolume,
                ["taken_by_lesion_mm3"] = s.TakenByLesion * r.VoxelVolume,
                ["largest_component_ratio"] = Finite(s.LargestComponentRatio),
            };
        }

        return new JsonObject
        {
            ["status"] = "ok",
            ["structures"] = structures,
            ["absent"] = new JsonArray([.. r.Absent.Select(l => (JsonNode)AnatomicalStructure.Of(l).Name)]),
            ["lesion_components"] = r.LesionComponents,
            ["lesion_outside_fraction"] = Finite(r.LesionOutsideFraction),
            ["lesion_air_voxels"] = r.LesionAirVoxels,
            ["warnings"] = new JsonArray([.. r.Warnings.Select(w => (JsonNode)w)]),
        };
    }

    private static JsonNode? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
