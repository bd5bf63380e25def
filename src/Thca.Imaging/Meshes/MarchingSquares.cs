using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Imaging.Meshes;

/// <summary>
/// Outline of a region in one plane by marching squares with vertices halfway between inside and outside pixels. Where two opposite
/// corners of a square are inside each is cut off by itself, as in PyRadiomics. Safe for use by several threads.
/// </summary>
public static class MarchingSquares
{
    // Corners (row, column) in order around the square; edge k joins corner k to the next, its midpoint is a vertex.
    private static readonly int[][] Corners = [[0, 0], [0, 1], [1, 1], [1, 0]];

    /// <summary>Area, length and largest diameter of the outline.</summary>
    /// <param name="mask">A region that lies in one plane.</param>
    /// <param name="axis">Array axis perpendicular to the plane: 0 = z, 1 = y, 2 = x.</param>
    /// <exception cref="EmptyMaskException">The region has no voxel.</exception>
    /// <exception cref="ThcaException">UNDEFINED: the region spans several planes.</exception>
    public static PlanarMeshMeasures Measure(Mask mask, int axis = 0)
    {
        PaddedRegion region = PaddedRegion.Of(mask);
        Spacing s = mask.Geometry.Spacing;
        (int planes, int rows, int columns, int rowStride, int columnStride, double rowSpacing, double columnSpacing) = axis switch
        {
            0 => (region.NZ, region.NY, region.NX, region.NX, 1, s.Y, s.X),
            1 => (region.NY, region.NZ, region.NX, region.NX * region.NY, 1, s.Z, s.X),
            2 => (region.NX, region.NZ, region.NY, region.NX * region.NY, region.NX, s.Z, s.Y),
            _ => throw new ArgumentOutOfRangeException(nameof(axis), axis, "The axis is 0 (z), 1 (y) or 2 (x)."),
        };
        if (planes != 3)
            throw new ThcaException(ProblemCodes.Undefined, FormattableString.Invariant($"The region spans {planes - 2} planes along axis {axis}; an outline needs 1."), "Choose the axis perpendicular to the region, or use the 3-D measures.");
        int middle = axis switch { 0 => region.NX * region.NY, 1 => region.NX, _ => 1 };
        var outline = new Outline(rows, rowSpacing, columnSpacing);
        for (int r = 0; r + 1 < rows; r++)
        {
            for (int c = 0; c + 1 < columns; c++)
            {
                int at = middle + r * rowStride + c * columnStride;
                int pattern = region.Inside[at] | region.Inside[at + columnStride] << 1
                    | region.Inside[at + columnStride + rowStride] << 2 | region.Inside[at + rowStride] << 3;
                if (pattern is not (0 or 15)) AddSegments(pattern, r, c, outline);
            }
        }

        return outline.Measures();
    }

    // Walking around the square, a segment starts where the walk enters the region and ends where it next leaves it.
    private static void AddSegments(int pattern, int row, int column, Outline outline)
    {
        for (int k = 0; k < 4; k++)
        {
            if (Inside(k) || !Inside(k + 1)) continue;
            int leave = k + 1;
            while (Inside(leave + 1)) leave++;
            outline.Add(Vertex(k), Vertex(leave));
        }

        bool Inside(int corner) => (pattern >> (corner & 3) & 1) != 0;

        (int Row, int Column) Vertex(int edge)
        {
            int[] a = Corners[edge & 3], b = Corners[(edge + 1) & 3];
            return (2 * row + a[0] + b[0], 2 * column + a[1] + b[1]);
        }
    }

    private sealed class Outline
    {
        private readonly int[] _least;
        private readonly int[] _most;
        private readonly double _row;
        private readonly double _column;
        private long _twiceArea;
        private double _length;

        public Outline(int rows, double rowSpacing, double columnSpacing)
        {
            (_row, _column) = (rowSpacing / 2, columnSpacing / 2);
            _least = new int[2 * rows];
            _most = new int[2 * rows];
            _least.AsSpan().Fill(int.MaxValue);
            _most.AsSpan().Fill(int.MinValue);
        }

        public void Add((int Row, int Column) a, (int Row, int Column) b)
        {
            _twiceArea += (long)a.Row * b.Column - (long)a.Column * b.Row;
            double r = (a.Row - b.Row) * _row, c = (a.Column - b.Column) * _column;
            _length += Math.Sqrt(r * r + c * c);
            Extend(a);
            Extend(b);
        }

        public PlanarMeshMeasures Measures()
        {
            List<(int B, int C)> hull = [];
            PlaneHull.AddCorners(_least, _most, hull);
            double largest = 0;
            for (int i = 0; i < hull.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    double r = (hull[i].B - hull[j].B) * _row, c = (hull[i].C - hull[j].C) * _column;
                    largest = Math.Max(largest, r * r + c * c);
                }
            }

            return new PlanarMeshMeasures { Surface = 0.5 * Math.Abs(_twiceArea) * _row * _column, Perimeter = _length, MaximumDiameter = Math.Sqrt(largest) };
        }

        private void Extend((int Row, int Column) v)
        {
            _least[v.Row] = Math.Min(_least[v.Row], v.Column);
            _most[v.Row] = Math.Max(_most[v.Row], v.Column);
        }
    }
}
