using Thca.Clinical.Schemas;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Clinical.Tables;

/// <summary>A typed clinical table: patients in rows, typed columns, and a binary outcome if there is one. Immutable.</summary>
public sealed class ClinicalTable
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Creates a table.</summary>
    /// <param name="ids">One identifier per row.</param>
    /// <param name="columns">Columns as long as <paramref name="ids"/>.</param>
    /// <param name="outcome">The outcome column, levels 0 and 1; null when there is none.</param>
    /// <param name="idName">Name of the identifier column.</param>
    /// <exception cref="TableException">Lengths differ or a name repeats.</exception>
    public ClinicalTable(IReadOnlyList<string> ids, IReadOnlyList<ClinicalSeries> columns, ClinicalSeries? outcome = null, string idName = FeatureTable.PatientIdColumn)
    {
        (Ids, Columns, Outcome, IdName) = (ids, columns, outcome, idName);
        _index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Count != ids.Count) throw new TableException($"Column '{columns[i].Name}' has {columns[i].Count} rows, the table {ids.Count}.");
            if (!_index.TryAdd(columns[i].Name, i)) throw new TableException($"Column '{columns[i].Name}' occurs twice.");
        }
    }

    /// <summary>Identifier of every row.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Name of the identifier column.</summary>
    public string IdName { get; }

    /// <summary>The columns without identifier and outcome.</summary>
    public IReadOnlyList<ClinicalSeries> Columns { get; }

    /// <summary>The outcome, or null.</summary>
    public ClinicalSeries? Outcome { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Ids.Count;

    /// <summary>One column by name; the outcome counts.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public ClinicalSeries this[string name] => Find(name)
        ?? throw new TableException($"The table has no column '{name}'.", $"Columns: {string.Join(", ", Columns.Select(c => c.Name))}.");

    /// <summary>One column by name, or null; the outcome counts.</summary>
    public ClinicalSeries? Find(string name) => _index.TryGetValue(name, out int i) ? Columns[i] : Outcome?.Name == name ? Outcome : null;

    /// <summary>Rows in the order given.</summary>
    public ClinicalTable SelectRows(IReadOnlyList<int> rows) =>
        new([.. rows.Select(r => Ids[r])], [.. Columns.Select(c => c.SelectRows(rows))], Outcome?.SelectRows(rows), IdName);

    /// <summary>The table with these columns instead of its own; the outcome stays.</summary>
    public ClinicalTable WithColumns(IReadOnlyList<ClinicalSeries> columns) => new(Ids, columns, Outcome, IdName);

    /// <summary>The table with another outcome column (or none).</summary>
    public ClinicalTable WithOutcome(ClinicalSeries? outcome) => new(Ids, Columns, outcome, IdName);

    /// <summary>The table as text: identifier, outcome as 0/1, numbers in shortest form, levels as labels, missing cells empty.</summary>
    public TextTable ToText()
    {
        List<string> header = [IdName];
        if (Outcome is not null) header.Add(Outcome.Name);
        header.AddRange(Columns.Select(c => c.Name));
        var rows = new List<string[]>(RowCount);
        for (int r = 0; r < RowCount; r++)
        {
            List<string> row = [Ids[r]];
            if (Outcome is not null) row.Add(double.IsNaN(Outcome[r]) ? "" : NumberText.Format(Outcome[r]));
            foreach (ClinicalSeries c in Columns)
                row.Add(double.IsNaN(c[r]) ? "" : c.Definition.IsNumeric ? ClinicalNumber.Format(c[r]) : c.LevelLabel(r)!);
            rows.Add([.. row]);
        }

        return new TextTable(header, rows);
    }

    /// <summary>The mask of cells as text: 0 observed, 1 imputed, 2 capped, 3 censored.</summary>
    public TextTable MaskToText()
    {
        List<string> header = [IdName, .. Columns.Select(c => c.Name)];
        IEnumerable<string[]> rows = Enumerable.Range(0, RowCount).Select(r =>
            (string[])[Ids[r], .. Columns.Select(c => ((int)c.Marks[r]).ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        return new TextTable(header, rows);
    }
}
