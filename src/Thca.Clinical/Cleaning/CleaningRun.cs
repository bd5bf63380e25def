using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>One pass over one table.</summary>
internal sealed class CleaningRun
{
    private readonly TextTable _table;
    private readonly ClinicalSchema? _given;
    private readonly CleaningOptions _options;
    private readonly CellParser _parser;
    private readonly List<ValidationIssue> _issues = [];
    private readonly HashSet<int> _used = [];
    private string[] _ids = [];

    public CleaningRun(TextTable table, ClinicalSchema? schema, CleaningOptions options)
    {
        (_table, _given, _options) = (table, schema, options);
        _parser = new CellParser(options, table.UsesDecimalComma);
    }

    public CleanedTable Run()
    {
        string idName = _options.IdColumn ?? _given?.Id ?? FeatureTable.PatientIdColumn;
        ReadIds(idName);
        string? outcomeName = _options.Outcome ?? _given?.Outcome;
        ClinicalSeries? outcome = outcomeName is null ? null : ReadOutcome(outcomeName);
        List<ClinicalSeries> series = [.. _given is null ? Inferred(outcomeName) : Listed(_given, outcomeName)];
        DerivedColumns.Update(series, _ids, _issues);
        foreach (ClinicalSeries s in series) CheckColumn(s);
        var report = new ValidationReport(_issues);
        bool fatal = report.Count(IssueSeverity.Fatal) > 0;
        var schema = new ClinicalSchema
        {
            Id = idName, Outcome = outcomeName, Inferred = _given is null,
            Columns = [.. outcome is null ? [] : new[] { outcome.Definition }, .. series.Select(s => s.Definition)],
        };
        ClinicalTable result = fatal ? new ClinicalTable([], [], idName: idName) : new ClinicalTable(_ids, series, outcome, idName);
        return new CleanedTable(result, report, schema);
    }

    private void ReadIds(string idName)
    {
        if (_table.RowCount == 0) Add(IssueSeverity.Fatal, ProblemCodes.TableInvalid, $"{_table.Source} has no rows.");
        if (_table.Find(idName) is not { } column)
        {
            _ids = [.. Enumerable.Range(1, _table.RowCount).Select(r => FormattableString.Invariant($"row-{r:D5}"))];
            Add(IssueSeverity.Warning, "ID_GENERATED", $"There is no column '{idName}': rows are named row-00001, row-00002, … in file order.", idName);
            return;
        }

        _used.Add(column);
        _ids = [.. Enumerable.Range(0, _table.RowCount).Select(r => CellText.Normalize(_table[r, column]))];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int r = 0; r < _ids.Length; r++)
        {
            if (_ids[r].Length == 0) AddCell(IssueSeverity.Fatal, ProblemCodes.TableInvalid, $"Row {r + 1} has no {idName}.", idName, r, "");
            else if (!seen.TryAdd(_ids[r], r)) AddCell(IssueSeverity.Fatal, ProblemCodes.DuplicateId, $"{idName} '{_ids[r]}' is in rows {seen[_ids[r]] + 1} and {r + 1}; keep one row per patient.", idName, r, _ids[r]);
            if (IdentifierText.SpreadsheetDamage(_table[r, column]) is { } damage)
                AddCell(IssueSeverity.Warning, "ID_DAMAGED", $"The identifier is {damage}. Format the column as text in the spreadsheet and export it again.", idName, r, _table[r, column]);
        }
    }

    private ClinicalSeries? ReadOutcome(string name)
    {
        if (Locate(new ClinicalColumn { Name = name, Kind = ColumnKind.Binary, Source = _given?.Find(name)?.Source, Aliases = _given?.Find(name)?.Aliases ?? [] }) is not { } column)
        {
            Add(IssueSeverity.Fatal, ProblemCodes.TableInvalid, $"{_table.Source} has no outcome column '{name}'. Columns: {string.Join(", ", _table.Header.Take(20))}.", name);
            return null;
        }

        string[] cells = Cells(column);
        ClinicalColumn definition = OutcomeColumn.Define(name, cells, _given?.Find(name), _options.PositiveLevel);
        var values = new double[cells.Length];
        for (int r = 0; r < cells.Length; r++)
        {
            bool missing = CellText.IsMissing(cells[r]) || CellText.Same(cells[r], "MX");
            int level = missing ? -1 : _parser.Level(cells[r], definition);
            values[r] = level < 0 ? double.NaN : level;
            if (!missing && level < 0)
                AddCell(IssueSeverity.Fatal, "OUTCOME_INVALID", $"Row {r + 1}, outcome '{name}': '{cells[r]}' is neither {definition.Levels[0].Label} nor {definition.Levels[1].Label}; name the event with the positive level.", name, r, cells[r]);
        }

        if (values.Where(v => !double.IsNaN(v)).Distinct().Count() < 2)
            Add(IssueSeverity.Fatal, "OUTCOME_SINGLE_CLASS", $"Outcome '{name}' has {(values.All(double.IsNaN) ? "no value" : "one class only")}: both are needed.", name);
        return new ClinicalSeries(definition, values);
    }

    private List<ClinicalSeries> Listed(ClinicalSchema schema, string? outcome)
    {
        List<ClinicalSeries> series = [];
        List<string> absent = [];
        foreach (ClinicalColumn definition in schema.Columns.Where(c => c.Name != outcome && c.Name != schema.Id))
        {
            if (Locate(definition) is { } column) series.Add(Parse(definition, Cells(column)));
            else if (definition.Kind == ColumnKind.Derived) series.Add(new ClinicalSeries(definition, [.. _ids.Select(_ => double.NaN)]));
            else absent.Add(definition.Name);
        }

        if (absent.Count > 0) Add(IssueSeverity.Fatal, ProblemCodes.TableInvalid, $"{_table.Source} lacks the columns {string.Join(", ", absent)} of the schema.");
        if (_options.KeepUnlisted) series.AddRange(Unlisted(outcome));
        return series;
    }

    private IEnumerable<ClinicalSeries> Unlisted(string? outcome)
    {
        foreach (ClinicalSeries s in Inferred(outcome))
        {
            Add(IssueSeverity.Info, "UNLISTED", $"Column '{s.Name}' is not in the schema; typed as {s.Definition.Kind.ToString().ToLowerInvariant()} by its content.", s.Name);
            yield return s;
        }
    }

    private IEnumerable<ClinicalSeries> Inferred(string? outcome)
    {
        for (int c = 0; c < _table.Header.Count; c++)
        {
            string name = _table.Header[c];
            if (_used.Contains(c) || name == outcome) continue;
            string[] cells = Cells(c);
            (ClinicalColumn definition, bool fewNumbers) = SchemaInference.Infer(name, cells, _table.UsesDecimalComma);
            if (!definition.IsNumeric && definition.Levels.Count > _options.MaximumInferredLevels)
            {
                Add(IssueSeverity.Warning, "TEXT_IGNORED", $"Column '{name}' holds {definition.Levels.Count} different texts and is left out; list it in a schema to keep it.", name);
                continue;
            }

            if (fewNumbers) Add(IssueSeverity.Warning, "TYPED_NOMINAL", $"Column '{name}' holds {definition.Levels.Count} different numbers and counts as nominal; list it in a schema to decide.", name);
            yield return Parse(definition, cells);
        }
    }

    private ClinicalSeries Parse(ClinicalColumn definition, string[] cells)
    {
        if (definition.IsNumeric && IntervalCodes.Detect(definition, cells) is { } ordinal)
        {
            Add(IssueSeverity.Warning, "INTERVAL_CODED", $"Column '{definition.Name}' holds the intervals {string.Join(", ", ordinal.Levels.Select(l => l.Label))} and counts as ordinal.", definition.Name);
            definition = ordinal;
        }

        var values = new double[cells.Length];
        var marks = new CellMark[cells.Length];
        for (int r = 0; r < cells.Length; r++)
        {
            values[r] = double.NaN;
            if (CellText.IsMissing(cells[r])) continue;
            if (definition.IsNumeric) (values[r], marks[r]) = ParseNumber(definition, cells[r], r);
            else values[r] = ParseLevel(definition, cells[r], r);
        }

        return new ClinicalSeries(definition, values, marks);
    }

    private (double Value, CellMark Mark) ParseNumber(ClinicalColumn definition, string text, int row)
    {
        if (!_parser.TryNumber(text, out double value, out CellMark mark))
        {
            AddCell(IssueSeverity.Error, "NOT_A_NUMBER", $"'{text}' is not a number.", definition.Name, row, text);
            return (double.NaN, CellMark.Observed);
        }

        if (mark == CellMark.Censored)
            AddCell(IssueSeverity.Info, text[0] is '<' or '\u2264' ? "CENSORED_LOW" : "CENSORED_HIGH", $"Detection limit, read as {ClinicalNumber.Format(value)}.", definition.Name, row, text);
        if (value < definition.Minimum || value > definition.Maximum)
            AddCell(IssueSeverity.Warning, "OUT_OF_RANGE", FormattableString.Invariant($"{value} {definition.Unit} is outside the plausible range {definition.Minimum} to {definition.Maximum}; kept as it is."), definition.Name, row, text);
        if (definition.Kind == ColumnKind.Count && value != Math.Floor(value))
            AddCell(IssueSeverity.Warning, "NOT_AN_INTEGER", "A count is a whole number; kept as it is.", definition.Name, row, text);
        return (value, mark);
    }

    private double ParseLevel(ClinicalColumn definition, string text, int row)
    {
        int level = _parser.Level(text, definition);
        if (level >= 0) return level;
        bool zero = definition.Kind == ColumnKind.Ordinal && text is "0" or "0.0";
        AddCell(
            IssueSeverity.Error, zero ? "AMBIGUOUS_CODE" : "UNKNOWN_LEVEL",
            zero
                ? "A bare 0 may mean the first level or none; state whether numbers start at 0 or 1."
                : $"'{text}' is none of {string.Join(", ", definition.Levels.Select(l => l.Label))}; counted as missing. Add it as a synonym or correct the cell.",
            definition.Name, row, text);
        return double.NaN;
    }

    private void CheckColumn(ClinicalSeries s)
    {
        if (s.Count > 0 && s.Missing == s.Count) Add(IssueSeverity.Warning, "ALL_MISSING", $"Column '{s.Name}' has no value.", s.Name);
        else if (s.Count - s.Missing > 1 && Statistics.Summaries.Finite.Observed(s.Values).Distinct().Count() == 1) Add(IssueSeverity.Warning, "CONSTANT", $"Column '{s.Name}' holds one value only.", s.Name);
    }

    private int? Locate(ClinicalColumn definition)
    {
        foreach (string name in (string[])[definition.Source ?? definition.Name, definition.Name, .. definition.Aliases])
            if (_table.Find(name) is { } exact && _used.Add(exact)) return exact;
        for (int c = 0; c < _table.Header.Count; c++)
        {
            if (!CellText.Same(CellText.Normalize(_table.Header[c]), definition.Source ?? definition.Name) || !_used.Add(c)) continue;
            Add(IssueSeverity.Warning, "COLUMN_SPELLING", $"'{_table.Header[c]}' is read as column '{definition.Name}'.", definition.Name);
            return c;
        }

        return null;
    }

    private string[] Cells(int column) => [.. Enumerable.Range(0, _table.RowCount).Select(r => CellText.Normalize(_table[r, column]))];

    private void Add(IssueSeverity severity, string code, string message, string column = "") => _issues.Add(new ValidationIssue(severity, code, message, column));

    private void AddCell(IssueSeverity severity, string code, string message, string column, int row, string value) =>
        _issues.Add(new ValidationIssue(severity, code, message, column, row + 1, _ids[row], value));
}
