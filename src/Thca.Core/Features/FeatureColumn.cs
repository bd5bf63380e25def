using Thca.Core.Outcomes;

namespace Thca.Core.Features;

/// <summary>
/// One numeric column of a <see cref="FeatureTable"/>. NaN means missing, unless <see cref="Reasons"/> has an entry for the row: then the
/// value could not be computed. Missing is written as an empty cell, a failed value as <c>NaN</c>.
/// </summary>
public sealed class FeatureColumn
{
    private static readonly Dictionary<int, Problem> NoReasons = [];
    private readonly double[] _values;

    /// <summary>Creates a column (wraps the array).</summary>
    /// <param name="name">Column name.</param>
    /// <param name="values">One number per row.</param>
    /// <param name="reasons">Why some values could not be computed, by row.</param>
    /// <param name="descriptor">What the feature is, if known.</param>
    public FeatureColumn(string name, double[] values, IReadOnlyDictionary<int, Problem>? reasons = null, FeatureDescriptor? descriptor = null)
    {
        (Name, _values, Reasons, Descriptor) = (name, values, reasons ?? NoReasons, descriptor);
    }

    /// <summary>Column name.</summary>
    public string Name { get; }

    /// <summary>One number per row.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Number of rows.</summary>
    public int Count => _values.Length;

    /// <summary>Why values could not be computed, by row.</summary>
    public IReadOnlyDictionary<int, Problem> Reasons { get; }

    /// <summary>What the feature is, if known.</summary>
    public FeatureDescriptor? Descriptor { get; }

    /// <summary>Value of one row.</summary>
    public double this[int row] => _values[row];

    /// <summary>Whether the row's value is absent (as opposed to not computable).</summary>
    public bool IsMissing(int row) => double.IsNaN(_values[row]) && !Reasons.ContainsKey(row);

    /// <summary>The same column under another name.</summary>
    public FeatureColumn Rename(string name) => new(name, _values, Reasons, Descriptor);

    /// <summary>The column restricted to some rows, in the order given.</summary>
    public FeatureColumn SelectRows(IReadOnlyList<int> rows)
    {
        var values = new double[rows.Count];
        Dictionary<int, Problem>? reasons = null;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _values[rows[i]];
            if (Reasons.TryGetValue(rows[i], out Problem? reason)) (reasons ??= [])[i] = reason;
        }

        return new FeatureColumn(Name, values, reasons, Descriptor);
    }
}
