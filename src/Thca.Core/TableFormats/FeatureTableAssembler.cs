using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Builds a <see cref="FeatureTable"/> from the columns of a file; the same rules for every format.</summary>
internal sealed class FeatureTableAssembler(IReadOnlyList<RawColumn> columns, FeatureTableReadOptions options, string source, IReadOnlyDictionary<string, string>? notes = null)
{
    private readonly List<KeyValuePair<string, string>> _ignored = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, Dictionary<int, Problem>> _reasons = ReasonNotes.Parse(notes?.GetValueOrDefault(ReasonNotes.ReasonsNote));

    public FeatureTableReadResult Assemble(Func<string, int, TableException> notNumeric)
    {
        RawColumn key = KeyColumn();
        string[] keys = [.. Keys(key)];
        RowStatus[] statuses = Statuses(keys.Length);
        List<FeatureColumn> features = [];
        foreach (RawColumn column in columns)
        {
            if (column == key || IsStatus(column)) continue;
            if (options.IgnoredColumns.Contains(column.Name))
            {
                _ignored.Add(new(column.Name, "named in the options"));
                continue;
            }

            if (column.Numbers is not null) features.Add(Feature(column, statuses));
            else if (!options.IgnoreNonNumeric) throw notNumeric(column.Name, FirstText(column));
            else _ignored.Add(new(column.Name, "holds text"));
        }

        return new FeatureTableReadResult(new FeatureTable(keys, features, statuses, key.Name), _ignored, _warnings);
    }

    private static bool IsStatus(RawColumn column) => column.Name is FeatureTableFile.StatusColumn or FeatureTableFile.MessageColumn && column.Text is not null;

    private static int FirstText(RawColumn column) => Math.Max(0, Array.FindIndex(column.Text!, t => !string.IsNullOrEmpty(t)));

    private RawColumn KeyColumn()
    {
        string? wanted = options.KeyColumn ?? notes?.GetValueOrDefault(ReasonNotes.KeyNote);
        RawColumn? column = wanted is null
            ? columns.FirstOrDefault(c => c.Name == FeatureTable.PatientIdColumn) ?? (columns.Count > 0 ? columns[0] : null)
            : columns.FirstOrDefault(c => c.Name == wanted);
        if (column is null) throw new TableException($"{source} has no key column '{wanted ?? FeatureTable.PatientIdColumn}'.", $"Columns: {string.Join(", ", columns.Take(12).Select(c => c.Name))}.");
        return column.Text is not null
            ? column
            : throw new TableException($"{source}: the key column '{column.Name}' holds numbers; identifiers are text, or leading zeros are lost.", "Store the column as text.");
    }

    private IEnumerable<string> Keys(RawColumn key)
    {
        int damaged = 0;
        for (int r = 0; r < key.Text!.Length; r++)
        {
            string id = key.Text[r] ?? "";
            if (IdentifierText.SpreadsheetDamage(id) is { } damage && damaged++ == 0)
                _warnings.Add(FormattableString.Invariant($"{source}, data row {r + 1}: {key.Name} '{id}' looks damaged by a spreadsheet ({damage})."));
            yield return id;
        }

        if (damaged > 1) _warnings.Add(FormattableString.Invariant($"{source}: {damaged} identifiers look damaged by a spreadsheet."));
    }

    private RowStatus[] Statuses(int rows)
    {
        string?[]? codes = columns.FirstOrDefault(c => c.Name == FeatureTableFile.StatusColumn)?.Text;
        string?[]? messages = columns.FirstOrDefault(c => c.Name == FeatureTableFile.MessageColumn)?.Text;
        var statuses = new RowStatus[rows];
        for (int r = 0; r < rows; r++)
            statuses[r] = new RowStatus(string.IsNullOrEmpty(codes?[r]) ? ProblemCodes.Ok : codes[r]!, messages?[r] ?? "");
        return statuses;
    }

    private FeatureColumn Feature(RawColumn column, RowStatus[] statuses)
    {
        Dictionary<int, Problem> reasons = _reasons.GetValueOrDefault(column.Name) ?? [];
        for (int r = 0; r < column.Numbers!.Length; r++)
        {
            if (double.IsNaN(column.Numbers[r]) && !column.Missing![r] && !reasons.ContainsKey(r)) reasons[r] = ReasonOf(statuses[r]);
        }

        return new FeatureColumn(column.Name, column.Numbers, reasons);
    }

    private static Problem ReasonOf(RowStatus status) => new(
        status.IsOk ? ProblemCodes.Undefined : status.Code,
        status.Message.Length > 0 ? status.Message : "Could not be computed when the table was written.");
}
