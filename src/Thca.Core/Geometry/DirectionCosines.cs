namespace Thca.Core.Geometry;

/// <summary>
/// Orientation of a voxel grid: a 3 x 3 matrix whose columns are the directions of the x, y and z index axes in LPS space.
/// Columns have unit length; the matrix must be invertible but may be left-handed.
/// </summary>
public readonly record struct DirectionCosines
{
    /// <summary>Creates the matrix from its elements, row by row.</summary>
    /// <exception cref="ArgumentException">The matrix is not finite or is singular.</exception>
    public DirectionCosines(
        double m00, double m01, double m02,
        double m10, double m11, double m12,
        double m20, double m21, double m22)
    {
        (M00, M01, M02, M10, M11, M12, M20, M21, M22) = (m00, m01, m02, m10, m11, m12, m20, m21, m22);
        double determinant = Determinant;
        if (!double.IsFinite(determinant) || Math.Abs(determinant) < 1e-6)
            throw new ArgumentException(FormattableString.Invariant($"Direction cosines must form an invertible matrix; the determinant is {determinant}."));
    }

    /// <summary>Index axes aligned with LPS.</summary>
    public static DirectionCosines Identity { get; } = new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    /// <summary>Row 0, column 0.</summary>
    public double M00 { get; }

    /// <summary>Row 0, column 1.</summary>
    public double M01 { get; }

    /// <summary>Row 0, column 2.</summary>
    public double M02 { get; }

    /// <summary>Row 1, column 0.</summary>
    public double M10 { get; }

    /// <summary>Row 1, column 1.</summary>
    public double M11 { get; }

    /// <summary>Row 1, column 2.</summary>
    public double M12 { get; }

    /// <summary>Row 2, column 0.</summary>
    public double M20 { get; }

    /// <summary>Row 2, column 1.</summary>
    public double M21 { get; }

    /// <summary>Row 2, column 2.</summary>
    public double M22 { get; }

    /// <summary>Determinant; negative for a left-handed grid.</summary>
    public double Determinant =>
        M00 * (M11 * M22 - M12 * M21) - M01 * (M10 * M22 - M12 * M20) + M02 * (M10 * M21 - M11 * M20);

    /// <summary>The nine elements, row by row.</summary>
    public double[] ToArray() => [M00, M01, M02, M10, M11, M12, M20, M21, M22];

    /// <summary>Creates the matrix from nine elements, row by row.</summary>
    /// <exception cref="ArgumentException">Not nine elements, not finite, or singular.</exception>
    public static DirectionCosines FromArray(ReadOnlySpan<double> rows) => rows.Length == 9
        ? new DirectionCosines(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7], rows[8])
        : throw new ArgumentException(FormattableString.Invariant($"Nine direction cosines are needed, got {rows.Length}."), nameof(rows));

    /// <summary>The inverse matrix.</summary>
    public DirectionCosines Inverse()
    {
        double d = 1 / Determinant;
        return new DirectionCosines(
            (M11 * M22 - M12 * M21) * d, (M02 * M21 - M01 * M22) * d, (M01 * M12 - M02 * M11) * d,
            (M12 * M20 - M10 * M22) * d, (M00 * M22 - M02 * M20) * d, (M02 * M10 - M00 * M12) * d,
            (M10 * M21 - M11 * M20) * d, (M01 * M20 - M00 * M21) * d, (M00 * M11 - M01 * M10) * d);
    }

    /// <summary>Largest absolute difference between the elements of two matrices.</summary>
    public double DistanceTo(DirectionCosines other)
    {
        double[] a = ToArray(), b = other.ToArray();
        double largest = 0;
        for (int i = 0; i < a.Length; i++) largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        return largest;
    }

    /// <summary>Rows as "[a b c; d e f; g h i]".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"[{M00} {M01} {M02}; {M10} {M11} {M12}; {M20} {M21} {M22}]");
}
