namespace Thca.Statistics.Contingency;

/// <summary>Counts of two categorical variables; immutable.</summary>
public sealed class ContingencyTable
{
    private readonly int[] _counts;

    /// <summary>Creates a table.</summary>
    /// <param name="counts">Counts by row and column, none negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public ContingencyTable(int[,] counts)
    {
        (Rows, Columns) = (counts.GetLength(0), counts.GetLength(1));
        _counts = [.. counts.Cast<int>()];
        foreach (int c in _counts) ArgumentOutOfRangeException.ThrowIfNegative(c, nameof(counts));
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Count of one cell.</summary>
    public int this[int row, int column] => _counts[row * Columns + column];

    /// <summary>Number of observations.</summary>
    public int Total => _counts.Sum();

    /// <summary>Sum of every row.</summary>
    public int[] RowSums() => [.. Enumerable.Range(0, Rows).Select(r => Enumerable.Range(0, Columns).Sum(c => this[r, c]))];

    /// <summary>Sum of every column.</summary>
    public int[] ColumnSums() => [.. Enumerable.Range(0, Columns).Select(c => Enumerable.Range(0, Rows).Sum(r => this[r, c]))];

    /// <summary>The table without rows and columns that hold no observation.</summary>
    public ContingencyTable WithoutEmpty()
    {
        int[] rowSums = RowSums(), columnSums = ColumnSums();
        int[] rows = [.. Enumerable.Range(0, Rows).Where(r => rowSums[r] > 0)], columns = [.. Enumerable.Range(0, Columns).Where(c => columnSums[c] > 0)];
        var kept = new int[rows.Length, columns.Length];
        for (int r = 0; r < rows.Length; r++)
            for (int c = 0; c < columns.Length; c++) kept[r, c] = this[rows[r], columns[c]];
        return new ContingencyTable(kept);
    }

    /// <summary>Expected count of every cell if rows and columns were independent.</summary>
    public double[,] Expected()
    {
        int[] rows = RowSums(), columns = ColumnSums();
        double total = Total;
        var expected = new double[Rows, Columns];
        for (int r = 0; r < Rows; r++)
            for (int c = 0; c < Columns; c++) expected[r, c] = rows[r] * (double)columns[c] / total;
        return expected;
    }

    /// <summary>The smallest expected count; infinity for a table without cells.</summary>
    public double SmallestExpected() => Expected().Cast<double>().DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>Counts pairs of codes.</summary>
    /// <param name="rowCodes">0-based row of every observation; negative = missing.</param>
    /// <param name="columnCodes">0-based column of every observation; negative = missing.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public static ContingencyTable Count(ReadOnlySpan<int> rowCodes, ReadOnlySpan<int> columnCodes, int rows, int columns)
    {
        if (rowCodes.Length != columnCodes.Length) throw new ArgumentException($"{rowCodes.Length} row codes but {columnCodes.Length} column codes.", nameof(columnCodes));
        var counts = new int[rows, columns];
        for (int i = 0; i < rowCodes.Length; i++)
            if (rowCodes[i] >= 0 && columnCodes[i] >= 0) counts[rowCodes[i], columnCodes[i]]++;
        return new ContingencyTable(counts);
    }
}
