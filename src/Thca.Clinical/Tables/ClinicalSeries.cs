using Thca.Clinical.Schemas;

namespace Thca.Clinical.Tables;

/// <summary>The values of one clinical column: numbers, or positions of levels for categorical columns; NaN is missing. Immutable.</summary>
public sealed class ClinicalSeries
{
    private readonly double[] _values;
    private readonly CellMark[] _marks;

    /// <summary>Creates a series (wraps the arrays).</summary>
    /// <param name="definition">What the column is.</param>
    /// <param name="values">Numbers, or 0-based positions in the levels of the definition.</param>
    /// <param name="marks">Where each value comes from; default observed.</param>
    /// <exception cref="ArgumentException">A level position does not exist.</exception>
    public ClinicalSeries(ClinicalColumn definition, double[] values, CellMark[]? marks = null)
    {
        (Definition, _values, _marks) = (definition, values, marks ?? new CellMark[values.Length]);
        if (definition.IsNumeric) return;
        foreach (double v in values)
            if (!double.IsNaN(v) && (v < 0 || v >= definition.Levels.Count || v != Math.Floor(v)))
                throw new ArgumentException(FormattableString.Invariant($"Column '{definition.Name}' has no level number {v}."), nameof(values));
    }

    /// <summary>What the column is.</summary>
    public ClinicalColumn Definition { get; }

    /// <summary>Column name.</summary>
    public string Name => Definition.Name;

    /// <summary>The values.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Where each value comes from.</summary>
    public ReadOnlySpan<CellMark> Marks => _marks;

    /// <summary>Number of rows.</summary>
    public int Count => _values.Length;

    /// <summary>One value.</summary>
    public double this[int row] => _values[row];

    /// <summary>Number of missing values.</summary>
    public int Missing
    {
        get
        {
            int missing = 0;
            foreach (double v in _values) if (double.IsNaN(v)) missing++;
            return missing;
        }
    }

    /// <summary>Number of cells with a mark.</summary>
    public int CountOf(CellMark mark)
    {
        int count = 0;
        foreach (CellMark m in _marks) if (m == mark) count++;
        return count;
    }

    /// <summary>Label of a categorical cell, or null when missing.</summary>
    public string? LevelLabel(int row) => double.IsNaN(_values[row]) ? null : Definition.Levels[(int)_values[row]].Label;

    /// <summary>Rows in the order given.</summary>
    public ClinicalSeries SelectRows(IReadOnlyList<int> rows) =>
        new(Definition, [.. rows.Select(r => _values[r])], [.. rows.Select(r => _marks[r])]);

    /// <summary>The same column with other values; changed cells get a mark.</summary>
    public ClinicalSeries WithValues(double[] values, CellMark mark) =>
        new(Definition, values, [.. _marks.Select((m, r) => values[r].Equals(_values[r]) ? m : mark)]);
}
