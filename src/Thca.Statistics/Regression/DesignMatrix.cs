namespace Thca.Statistics.Regression;

/// <summary>Predictors of a regression: named columns of equal length, the intercept (if any) first. Immutable.</summary>
public sealed class DesignMatrix
{
    /// <summary>Name of the intercept column.</summary>
    public const string InterceptName = "(Intercept)";

    private readonly double[][] _columns;

    private DesignMatrix(string[] names, double[][] columns, int rows, bool hasIntercept) =>
        (Names, _columns, Rows, HasIntercept) = (names, columns, rows, hasIntercept);

    /// <summary>Name of every column.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of observations.</summary>
    public int Rows { get; }

    /// <summary>Number of columns, the intercept included.</summary>
    public int Columns => _columns.Length;

    /// <summary>Whether column 0 is the intercept.</summary>
    public bool HasIntercept { get; }

    /// <summary>Values of one column.</summary>
    public ReadOnlySpan<double> Column(int index) => _columns[index];

    /// <summary>Position of a column by name, or -1.</summary>
    public int IndexOf(string name)
    {
        for (int j = 0; j < Names.Count; j++) if (Names[j] == name) return j;
        return -1;
    }

    /// <summary>Builds a matrix (wraps the arrays).</summary>
    /// <param name="rows">Number of observations.</param>
    /// <param name="columns">Named predictors, finite numbers only.</param>
    /// <param name="intercept">Whether a column of ones comes first; default true.</param>
    /// <exception cref="ArgumentException">A column has another length, is not finite, or repeats a name.</exception>
    public static DesignMatrix Create(int rows, IEnumerable<(string Name, double[] Values)> columns, bool intercept = true)
    {
        List<string> names = [];
        List<double[]> values = [];
        if (intercept)
        {
            names.Add(InterceptName);
            double[] ones = new double[rows];
            Array.Fill(ones, 1);
            values.Add(ones);
        }

        foreach ((string name, double[] column) in columns)
        {
            if (column.Length != rows) throw new ArgumentException($"Column '{name}' has {column.Length} rows, expected {rows}.", nameof(columns));
            int bad = Array.FindIndex(column, v => !double.IsFinite(v));
            if (bad >= 0) throw new ArgumentException($"Column '{name}' is {column[bad]} in row {bad + 1}; drop or impute missing values first.", nameof(columns));
            if (names.Contains(name)) throw new ArgumentException($"Column '{name}' occurs twice.", nameof(columns));
            names.Add(name);
            values.Add(column);
        }

        return new DesignMatrix([.. names], [.. values], rows, intercept);
    }

    /// <summary>The matrix with only some columns, in the order given.</summary>
    public DesignMatrix SelectColumns(IReadOnlyList<int> indices) => new(
        [.. indices.Select(j => Names[j])], [.. indices.Select(j => _columns[j])], Rows, HasIntercept && indices.Count > 0 && indices[0] == 0);

    /// <summary>The matrix with only some rows, in the order given.</summary>
    public DesignMatrix SelectRows(IReadOnlyList<int> rows) => new(
        [.. Names], [.. _columns.Select(c => rows.Select(r => c[r]).ToArray())], rows.Count, HasIntercept);

    /// <summary>The linear predictor Xb.</summary>
    public double[] Multiply(ReadOnlySpan<double> coefficients)
    {
        if (coefficients.Length != Columns) throw new ArgumentException($"{coefficients.Length} coefficients for {Columns} columns.", nameof(coefficients));
        var result = new double[Rows];
        for (int j = 0; j < Columns; j++)
        {
            double[] column = _columns[j];
            for (int i = 0; i < result.Length; i++) result[i] += coefficients[j] * column[i];
        }

        return result;
    }

    /// <summary>
    /// Columns that are linear combinations of earlier ones: after projection on those, less than 1e-9 of their length remains
    /// (Gram-Schmidt in column order, applied twice).
    /// </summary>
    public IReadOnlyList<int> DependentColumns(double tolerance = 1e-9)
    {
        List<int> dependent = [];
        List<double[]> basis = [];
        for (int j = 0; j < Columns; j++)
        {
            double[] v = [.. _columns[j]];
            double length = Math.Sqrt(VectorKernels.Dot(v, v));
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] b in basis) VectorKernels.AddScaled(v, b, -VectorKernels.Dot(v, b));
            double left = Math.Sqrt(VectorKernels.Dot(v, v));
            if (!(left > tolerance * length))
            {
                dependent.Add(j);
                continue;
            }

            for (int i = 0; i < v.Length; i++) v[i] /= left;
            basis.Add(v);
        }

        return dependent;
    }
}
