using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Features;

/// <summary>
/// A table of numbers: one row per case with a text key, one named column per feature, and a status per row. Immutable.
/// Files of it are read and written by <c>FeatureTableFile</c>.
/// </summary>
public sealed class FeatureTable
{
    /// <summary>Name of the key column of per-patient tables.</summary>
    public const string PatientIdColumn = "PatientID";

    private readonly Dictionary<string, int> _index;

    /// <summary>Creates a table.</summary>
    /// <param name="keys">One key per row, unique, not empty.</param>
    /// <param name="columns">Columns as long as <paramref name="keys"/>, names unique.</param>
    /// <param name="statuses">One status per row; default: all ok.</param>
    /// <param name="keyName">Name of the key column.</param>
    /// <exception cref="TableException">A key or column repeats, a key is empty, or a column has another length.</exception>
    public FeatureTable(
        IReadOnlyList<string> keys,
        IReadOnlyList<FeatureColumn> columns,
        IReadOnlyList<RowStatus>? statuses = null,
        string keyName = PatientIdColumn)
    {
        (Keys, Columns, KeyName) = (keys, columns, keyName);
        Statuses = statuses ?? [.. Enumerable.Repeat(RowStatus.Ok, keys.Count)];
        if (Statuses.Count != keys.Count) throw new TableException($"{keys.Count} keys but {Statuses.Count} statuses.");
        EnsureUniqueKeys(keys, keyName);
        _index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i].Count != keys.Count) throw new TableException($"Column '{columns[i].Name}' has {columns[i].Count} rows, the table {keys.Count}.");
            if (!_index.TryAdd(columns[i].Name, i)) throw new TableException($"Column '{columns[i].Name}' occurs twice.", "Give every column its own name.");
        }
    }

    /// <summary>Name of the key column.</summary>
    public string KeyName { get; }

    /// <summary>Key of every row.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>All columns in order.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Status of every row.</summary>
    public IReadOnlyList<RowStatus> Statuses { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Keys.Count;

    /// <summary>One column by name.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    public FeatureColumn this[string name] => Find(name)
        ?? throw new TableException($"The table has no column '{name}'.", $"Columns: {string.Join(", ", Columns.Take(8).Select(c => c.Name))}{(Columns.Count > 8 ? ", …" : "")}.");

    /// <summary>One column by name, or null.</summary>
    public FeatureColumn? Find(string name) => _index.TryGetValue(name, out int i) ? Columns[i] : null;

    /// <summary>A table from feature vectors; a failed case becomes a row of NaN with its reason.</summary>
    /// <param name="keys">One key per case.</param>
    /// <param name="outcomes">One outcome per case; all vectors have the columns of <paramref name="descriptors"/>.</param>
    /// <param name="descriptors">The columns, in order.</param>
    /// <param name="keyName">Name of the key column.</param>
    public static FeatureTable FromOutcomes(
        IReadOnlyList<string> keys,
        IReadOnlyList<Outcome<FeatureVector>> outcomes,
        IReadOnlyList<FeatureDescriptor> descriptors,
        string keyName = PatientIdColumn)
    {
        var columns = new FeatureColumn[descriptors.Count];
        for (int c = 0; c < columns.Length; c++)
        {
            var values = new double[outcomes.Count];
            Dictionary<int, Problem> reasons = [];
            for (int r = 0; r < values.Length; r++)
            {
                (values[r], Problem? reason) = Cell(outcomes[r], c, descriptors[c]);
                if (reason is not null) reasons[r] = reason;
            }

            columns[c] = new FeatureColumn(descriptors[c].Name, values, reasons, descriptors[c]);
        }

        return new FeatureTable(keys, columns, [.. outcomes.Select(o => o.Succeeded ? StatusOf(o.Value) : RowStatus.From(o.Problem))], keyName);
    }

    /// <summary>The status of a case whose features were extracted: ok, with the reason of every NaN as its message.</summary>
    public static RowStatus StatusOf(FeatureVector vector) => RowStatus.Ok with
    {
        Message = string.Join("; ", vector.Values.Where(v => v.Reason is not null).Select(v => $"{v.Name} is NaN: {v.Reason!.Message}")),
    };

    /// <summary>The table restricted to some columns, in the order given.</summary>
    /// <exception cref="TableException">A column is absent.</exception>
    public FeatureTable SelectColumns(IEnumerable<string> names) => new(Keys, [.. names.Select(n => this[n])], Statuses, KeyName);

    /// <summary>The table restricted to some rows, in the order given.</summary>
    public FeatureTable SelectRows(IReadOnlyList<int> rows) => new(
        [.. rows.Select(r => Keys[r])], [.. Columns.Select(c => c.SelectRows(rows))], [.. rows.Select(r => Statuses[r])], KeyName);

    /// <summary>The rows whose status is ok.</summary>
    public FeatureTable OnlyOk() => SelectRows([.. Enumerable.Range(0, RowCount).Where(r => Statuses[r].IsOk)]);

    /// <summary>The table with every column renamed.</summary>
    public FeatureTable RenameColumns(Func<string, string> rename) => new(Keys, [.. Columns.Select(c => c.Rename(rename(c.Name)))], Statuses, KeyName);

    /// <summary>The values of the given columns as one block, row by row.</summary>
    public double[] ToRowMajor()
    {
        var block = new double[RowCount * Columns.Count];
        for (int c = 0; c < Columns.Count; c++)
        {
            ReadOnlySpan<double> values = Columns[c].Values;
            for (int r = 0; r < values.Length; r++) block[r * Columns.Count + c] = values[r];
        }

        return block;
    }

    /// <summary>Joins the rows of two tables with equal keys (inner join, order of this table) and reports what did not match.</summary>
    /// <exception cref="TableException">The tables share a column name.</exception>
    public TableJoin Join(FeatureTable other)
    {
        var otherRows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int r = 0; r < other.RowCount; r++) otherRows[other.Keys[r]] = r;
        List<int> left = [], right = [];
        for (int r = 0; r < RowCount; r++)
        {
            if (!otherRows.Remove(Keys[r], out int match)) continue;
            left.Add(r);
            right.Add(match);
        }

        FeatureTable a = SelectRows(left), b = other.SelectRows(right);
        RowStatus[] statuses = [.. a.Statuses.Zip(b.Statuses, (x, y) => x.IsOk ? y : x)];
        var leftKeys = new HashSet<string>(a.Keys, StringComparer.Ordinal);
        return new TableJoin(
            new FeatureTable(a.Keys, [.. a.Columns, .. b.Columns], statuses, KeyName),
            [.. Keys.Where(k => !leftKeys.Contains(k))],
            [.. other.Keys.Where(otherRows.ContainsKey)]);
    }

    private static (double Value, Problem? Reason) Cell(Outcome<FeatureVector> outcome, int column, FeatureDescriptor descriptor)
    {
        if (!outcome.Succeeded) return (double.NaN, outcome.Problem);
        FeatureValue value = outcome.Value.Values[column];
        return value.Name == descriptor.Name
            ? (value.Value, value.Reason)
            : throw new TableException($"Column {column} is '{descriptor.Name}' but a case has '{value.Name}' there.");
    }

    private static void EnsureUniqueKeys(IReadOnlyList<string> keys, string keyName)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int r = 0; r < keys.Count; r++)
        {
            if (string.IsNullOrWhiteSpace(keys[r])) throw new TableException($"Row {r + 1} has no {keyName}.", "Every row needs one.");
            if (!seen.Add(keys[r])) throw new TableException($"{keyName} '{keys[r]}' occurs more than once (again in row {r + 1}).", "Keep one row per patient.", ProblemCodes.DuplicateId);
        }
    }
}
