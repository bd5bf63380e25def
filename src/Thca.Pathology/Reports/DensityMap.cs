using Thca.Core.Histology;
using Thca.Pathology.Tissue;

namespace Thca.Pathology.Reports;

/// <summary>Nuclei per mm² of tissue in square cells over a slide. Counted, not smoothed.</summary>
public sealed class DensityMap
{
    /// <summary>Cells with a smaller share of tissue have no density.</summary>
    public const double SmallestTissueShare = 0.25;

    private const double SmallestCell = 50;
    private const double MostCells = 160;
    private readonly double[] _tissue;
    private readonly long[] _counts;
    private readonly double _mppX;
    private readonly double _mppY;

    /// <summary>An empty map; cells are 50 µm wide, or wider where the slide would need more than 160 along its longer side.</summary>
    /// <param name="slide">Size and resolution.</param>
    /// <param name="tissue">The tissue; null where the whole slide counts.</param>
    public DensityMap(SlideProperties slide, TissueMask? tissue)
    {
        double width = slide.Width * slide.MppX, height = slide.Height * slide.MppY;
        CellUm = Math.Max(SmallestCell, 10 * Math.Ceiling(Math.Max(width, height) / MostCells / 10));
        (Columns, Rows) = ((int)Math.Ceiling(width / CellUm), (int)Math.Ceiling(height / CellUm));
        (_mppX, _mppY) = (slide.MppX, slide.MppY);
        (_counts, _tissue) = (new long[Columns * Rows], new double[Columns * Rows]);
        if (tissue is null) AddTissue(0, 0, width, height);
        else
        {
            for (int y = 0, i = 0; y < tissue.Height; y++)
                for (int x = 0; x < tissue.Width; x++, i++)
                    if (tissue.Labels[i] > 0) AddTissue(x * tissue.MppX, y * tissue.MppY, (x + 1) * tissue.MppX, (y + 1) * tissue.MppY);
        }
    }

    /// <summary>Side of a cell, µm.</summary>
    public double CellUm { get; }

    /// <summary>Columns of cells.</summary>
    public int Columns { get; }

    /// <summary>Rows of cells.</summary>
    public int Rows { get; }

    /// <summary>Nuclei per mm² of tissue in a cell; NaN where less than a quarter of it is tissue.</summary>
    public double this[int column, int row] => _tissue[row * Columns + column] is var um2 && um2 >= SmallestTissueShare * CellUm * CellUm ? _counts[row * Columns + column] / (um2 * 1e-6) : double.NaN;

    /// <summary>The densities that are defined, in ascending order.</summary>
    public IReadOnlyList<double> Sorted() =>
        [.. Enumerable.Range(0, Columns * Rows).Select(i => this[i % Columns, i / Columns]).Where(v => !double.IsNaN(v)).Order()];

    /// <summary>Counts a nucleus by its centroid; those outside the tissue do not count.</summary>
    /// <param name="nucleus">The nucleus, in level-0 pixels.</param>
    public void Add(Nucleus nucleus)
    {
        int column = (int)Math.Floor((nucleus.CentroidX + 0.5) * _mppX / CellUm), row = (int)Math.Floor((nucleus.CentroidY + 0.5) * _mppY / CellUm);
        if (nucleus.RegionId > 0 && column >= 0 && column < Columns && row >= 0 && row < Rows) _counts[row * Columns + column]++;
    }

    private void AddTissue(double x0, double y0, double x1, double y1)
    {
        for (int row = (int)(y0 / CellUm); row < Rows && row * CellUm < y1; row++)
            for (int column = (int)(x0 / CellUm); column < Columns && column * CellUm < x1; column++)
            {
                double wide = Math.Min(x1, (column + 1) * CellUm) - Math.Max(x0, column * CellUm), tall = Math.Min(y1, (row + 1) * CellUm) - Math.Max(y0, row * CellUm);
                _tissue[row * Columns + column] += Math.Max(0, wide) * Math.Max(0, tall);
            }
    }
}
