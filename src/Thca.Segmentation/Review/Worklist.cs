using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thca.Core.Cohorts;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Segmentation.Review;

/// <summary>The worklist as <c>worklist.csv</c> and <c>worklist.json</c>. A blinded list has no uncertainty, volume and warnings. Holds no times.</summary>
public static class Worklist
{
    private static readonly string[] Columns = [FeatureTable.PatientIdColumn, "case_id", "position", "state", "decision", "versions", "file", "uncertainty", "volume_mm3", "warnings", "Status", "Message"];

    /// <summary>The list as a table.</summary>
    /// <param name="list">The cases in order.</param>
    /// <param name="blinded">Whether what could bias a reviewer is left out.</param>
    /// <param name="patients">Patient of every case; a case that is not listed is a patient of its own.</param>
    public static TextTable Table(IReadOnlyList<(CaseId Case, Outcome<ReviewRecord> Record)> list, bool blinded, IReadOnlyDictionary<string, PatientId>? patients = null) => new(
        Columns,
        list.Select((item, i) => Row(item.Case, item.Record, i + 1, blinded, patients?.TryGetValue(item.Case.Value, out PatientId p) == true ? p.Value : item.Case.Value)),
        "worklist.csv");

    /// <summary>Writes both files.</summary>
    /// <param name="folder">Folder to write to.</param>
    /// <param name="table">The list.</param>
    public static void Write(string folder, TextTable table)
    {
        table.Write(Path.Combine(folder, table.Source));
        AtomicFile.WriteAllText(Path.Combine(folder, "worklist.json"), Json(table));
    }

    /// <summary>The list as JSON.</summary>
    public static string Json(TextTable table)
    {
        var items = new JsonArray();
        for (int r = 0; r < table.RowCount; r++)
        {
            var item = new JsonObject();
            for (int c = 0; c < table.Header.Count; c++) item[table.Header[c]] = Value(table.Header[c], table[r, c]);
            items.Add(item);
        }

        var json = new JsonObject { ["schema"] = "thca-review-worklist/1", ["cases"] = items };
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonValue? Value(string column, string text) => column is "position" or "versions" or "uncertainty" or "volume_mm3"
        ? NumberText.TryParse(text, out double value) && double.IsFinite(value) ? JsonValue.Create(value) : null
        : JsonValue.Create(text);

    private static string[] Row(CaseId id, Outcome<ReviewRecord> outcome, int position, bool blinded, string patient)
    {
        string at = position.ToString(CultureInfo.InvariantCulture);
        if (!outcome.Succeeded)
        {
            RowStatus failed = RowStatus.From(outcome.Problem);
            return [patient, id.Value, at, "", "", "", "", "", "", "", failed.Code, failed.Message];
        }

        ReviewRecord r = outcome.Value;
        return
        [
            patient,
            id.Value,
            at,
            r.State.ToString().ToLowerInvariant(),
            r.Decision,
            r.Versions.Count.ToString(CultureInfo.InvariantCulture),
            r.Current.File,
            blinded || double.IsNaN(r.Uncertainty) ? "" : NumberText.Format(r.Uncertainty),
            blinded ? "" : NumberText.Format(r.VolumeMm3),
            blinded ? "" : string.Join("; ", r.Warnings),
            RowStatus.Ok.Code,
            "",
        ];
    }
}
