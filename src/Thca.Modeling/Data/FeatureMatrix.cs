using Thca.Core.Errors;

namespace Thca.Modeling.Data;

/// <summary>Numbers of named features for patients, stored column after column. Missing is NaN. Immutable.</summary>
public sealed class FeatureMatrix
{
    private readonly double[] _values;

    /// <summary>Creates a matrix (wraps the array).</summary>
    /// <param name="patients">One identifier per row.</param>
    /// <param name="names">One name per column, unique.</param>
    /// <param name="values">Column after column, rows · columns numbers.</param>
    /// <exception cref="TableException">A name repeats or the number of values is wrong.</exception>
    public FeatureMatrix(IReadOnlyList<string> patients, IReadOnlyList<string> names, double[] values)
    {
        if (values.Length != patients.Count * names.Count)
            throw new TableException(FormattableString.Invariant($"{patients.Count} patients with {names.Count} features need {patients.Count * names.Count} values, not {values.Length}."));
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new TableException($"Feature '{names.GroupBy(n => n, StringComparer.Ordinal).First(g => g.Count() > 1).Key}' occurs twice.", "Give every feature its own name.");
        (Patients, Names, _values) = (patients, names, values);
    }

    /// <summary>Identifier of every row.</summary>
    public IReadOnlyList<string> Patients { get; }

    /// <summary>Name of every column.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of patients.</summary>
    public int RowCount => Patients.Count;

    /// <summary>Number of features.</summary>
    public int ColumnCount => Names.Count;

    /// <summary>All values, column after column.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Value of one cell; NaN when missing.</summary>
    public double this[int row, int column] => _values[column * RowCount + row];

    /// <summary>Values of one feature.</summary>
    public ReadOnlySpan<double> Column(int column) => _values.AsSpan(column * RowCount, RowCount);

    /// <summary>Values of one patient, copied.</summary>
    public double[] Row(int row)
    {
        var values = new double[ColumnCount];
        for (int c = 0; c < values.Length; c++) values[c] = this[row, c];
        return values;
    }

    /// <summary>Position of a feature, or -1.</summary>
    public int IndexOf(string name)
    {
        for (int c = 0; c < Names.Count; c++)
        {
            if (Names[c] == name) return c;
        }

        return -1;
    }

    /// <summary>The matrix restricted to some rows, in the order given; a row may repeat.</summary>
    public FeatureMatrix SelectRows(IReadOnlyList<int> rows)
    {
        var values = new double[rows.Count * ColumnCount];
        for (int c = 0; c < ColumnCount; c++)
        {
            ReadOnlySpan<double> source = Column(c);
            Span<double> target = values.AsSpan(c * rows.Count, rows.Count);
            for (int i = 0; i < target.Length; i++) target[i] = source[rows[i]];
        }

        return new FeatureMatrix([.. rows.Select(r => Patients[r])], Names, values);
    }

    /// <summary>The matrix restricted to some columns, in the order given.</summary>
    public FeatureMatrix SelectColumns(IReadOnlyList<int> columns)
    {
        var values = new double[RowCount * columns.Count];
        for (int i = 0; i < columns.Count; i++) Column(columns[i]).CopyTo(values.AsSpan(i * RowCount));
        return new FeatureMatrix(Patients, [.. columns.Select(c => Names[c])], values);
    }

    /// <summary>The matrix restricted to some features, in the order given.</summary>
    /// <exception cref="TableException">A feature is absent.</exception>
    public FeatureMatrix SelectColumns(IEnumerable<string> names) => SelectColumns([.. names.Select(Require)]);

    private int Require(string name)
    {
        int column = IndexOf(name);
        return column >= 0 ? column : throw new TableException($"Feature '{name}' is absent.", "Give a table that has every feature of the model.");
    }
}
