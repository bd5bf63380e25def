using Thca.Core.Errors;

namespace Thca.Core.Tables;

/// <summary>Some consecutive rows of a columnar file, column by column: what is written or read at once, and all that has to be in memory.</summary>
public sealed class ColumnarBlock
{
    private readonly Array[] _columns;

    /// <summary>Wraps columns; the arrays are not copied.</summary>
    /// <param name="fields">The columns' names and types.</param>
    /// <param name="columns">One array per field, all of one length, of the type that <see cref="ColumnarType"/> names.</param>
    /// <exception cref="TableException">A column is absent, has another length or another type.</exception>
    public ColumnarBlock(IReadOnlyList<ColumnarField> fields, params Array[] columns)
    {
        if (columns.Length != fields.Count) throw new TableException(FormattableString.Invariant($"{fields.Count} columns are declared but {columns.Length} given."));
        (Fields, _columns) = (fields, columns);
        RowCount = columns.Length == 0 ? 0 : columns[0].Length;
        for (int c = 0; c < columns.Length; c++)
        {
            if (columns[c].Length != RowCount)
                throw new TableException(FormattableString.Invariant($"Column '{fields[c].Name}' has {columns[c].Length} rows, the block {RowCount}."));
            if (columns[c].GetType() != ArrayType(fields[c].Type))
                throw new TableException($"Column '{fields[c].Name}' is declared as {fields[c].Type} but given as {columns[c].GetType().Name}.");
        }
    }

    /// <summary>The columns' names and types.</summary>
    public IReadOnlyList<ColumnarField> Fields { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The array of one column by position.</summary>
    public Array this[int column] => _columns[column];

    /// <summary>Whether there is a column of this name.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>The cells of a column.</summary>
    /// <typeparam name="T">Cell type: string, byte, int, float, double or int[].</typeparam>
    /// <exception cref="TableException">There is no such column, or its cells are of another type.</exception>
    public T[] Column<T>(string name)
    {
        int index = IndexOf(name);
        if (index < 0) throw new TableException($"The table has no column '{name}'.", $"Columns: {string.Join(", ", Fields.Take(12).Select(f => f.Name))}.");
        return _columns[index] as T[] ?? throw new TableException($"Column '{name}' holds {Fields[index].Type} where {typeof(T).Name} is expected.");
    }

    /// <summary>The cells of a numeric column as doubles, whatever its width.</summary>
    /// <exception cref="TableException">There is no such column, or it is not numeric.</exception>
    public double[] Numbers(string name)
    {
        int index = IndexOf(name);
        return (index < 0 ? null : _columns[index]) switch
        {
            double[] doubles => doubles,
            float[] floats => Array.ConvertAll(floats, v => (double)v),
            int[] integers => Array.ConvertAll(integers, v => (double)v),
            byte[] bytes => Array.ConvertAll(bytes, v => (double)v),
            null => throw new TableException($"The table has no column '{name}'.", $"Columns: {string.Join(", ", Fields.Take(12).Select(f => f.Name))}."),
            _ => throw new TableException($"Column '{name}' holds {Fields[index].Type}, not numbers."),
        };
    }

    /// <summary>The array type of a column type.</summary>
    internal static Type ArrayType(ColumnarType type) => type switch
    {
        ColumnarType.Text => typeof(string[]),
        ColumnarType.Byte => typeof(byte[]),
        ColumnarType.Int32 => typeof(int[]),
        ColumnarType.Single => typeof(float[]),
        ColumnarType.Double => typeof(double[]),
        ColumnarType.Int32List => typeof(int[][]),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };

    private int IndexOf(string name)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i].Name == name) return i;
        }

        return -1;
    }
}
