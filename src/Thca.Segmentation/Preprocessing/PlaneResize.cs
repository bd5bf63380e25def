using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Cubic resizing of slices in their plane, all of one size. Working memory is used again from slice to slice; safe for use by several threads.</summary>
internal sealed class PlaneResize
{
    private readonly GridSize _from;
    private readonly SplineAxis _x;
    private readonly SplineAxis _y;
    private readonly Buffers<double> _wide;
    private readonly Buffers<double> _scratches;

    /// <summary>Prepares resizing.</summary>
    /// <param name="from">Size of the slices given.</param>
    /// <param name="to">Size of the slices made.</param>
    /// <param name="rows">Rows that are asked for at a time, at most.</param>
    public PlaneResize(GridSize from, GridSize to, int rows)
    {
        (_from, _x, _y) = (from, new SplineAxis(from.X, to.X), new SplineAxis(from.Y, to.Y));
        _wide = new Buffers<double>(from.X * rows);
        _scratches = new Buffers<double>(Math.Max(_x.ScratchSize, _y.ScratchSize));
    }

    /// <summary>Resizes some rows of a slice.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="first">First target row.</param>
    /// <param name="rows">Number of target rows.</param>
    /// <param name="result">Receives the rows.</param>
    /// <param name="offset">Where they start in it.</param>
    public void Apply(ReadOnlySpan<float> slice, int first, int rows, double[] result, int offset)
    {
        double[] wide = _wide.Rent(), scratch = _scratches.Rent();
        if (_y.IsIdentity)
        {
            for (int i = 0; i < rows * _from.X; i++) wide[i] = slice[first * _from.X + i];
        }
        else
        {
            AlongY(slice, first, rows, wide, scratch);
        }

        if (_x.IsIdentity) wide.AsSpan(0, rows * _from.X).CopyTo(result.AsSpan(offset));
        else AlongX(wide, rows, result, offset, scratch);
        _wide.Return(wide);
        _scratches.Return(scratch);
    }

    private void AlongY(ReadOnlySpan<float> slice, int firstRow, int rows, double[] wide, double[] scratch)
    {
        for (int first = 0; first < _from.X; first += SplineAxis.Lanes)
        {
            int count = Math.Min(SplineAxis.Lanes, _from.X - first), start = first;
            for (int i = 0; i < _from.Y; i++)
            {
                ReadOnlySpan<float> row = slice.Slice(i * _from.X + first, count);
                Span<double> to = scratch.AsSpan(SplineAxis.ScratchOffset(i, 0), count);
                for (int j = 0; j < row.Length; j++) to[j] = row[j];
            }

            _y.Apply(scratch, firstRow, firstRow + rows, (i, values) => values[..count].CopyTo(wide.AsSpan((i - firstRow) * _from.X + start)));
        }
    }

    private void AlongX(double[] wide, int rows, double[] result, int offset, double[] scratch)
    {
        for (int first = 0; first < rows; first += SplineAxis.Lanes)
        {
            int count = Math.Min(SplineAxis.Lanes, rows - first), start = first;
            for (int j = 0; j < count; j++)
            {
                ReadOnlySpan<double> row = wide.AsSpan((first + j) * _from.X, _from.X);
                for (int i = 0; i < row.Length; i++) scratch[SplineAxis.ScratchOffset(i, j)] = row[i];
            }

            _x.Apply(scratch, (i, values) =>
            {
                for (int j = 0; j < count; j++) result[offset + (start + j) * _x.Target + i] = values[j];
            });
        }
    }
}
