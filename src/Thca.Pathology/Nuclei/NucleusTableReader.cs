using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Core.Tables;

namespace Thca.Pathology.Nuclei;

/// <summary>Reads the table of <see cref="NucleusTable"/> nucleus by nucleus; holds one block of rows.</summary>
public sealed class NucleusTableReader : IDisposable
{
    private const int Rounding = 2;

    private readonly ColumnarTableReader _table;

    /// <summary>Opens a table.</summary>
    /// <param name="path">File with extension .parquet, .arrow or .feather.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is damaged.</exception>
    /// <exception cref="DataFormatException">The file is no nuclei table.</exception>
    public NucleusTableReader(string path)
        : this(new ColumnarTableReader(path))
    {
    }

    /// <summary>Opens a table in a stream, which is left open.</summary>
    /// <param name="stream">The content, from position 0; seekable.</param>
    /// <param name="format">Parquet or Arrow.</param>
    /// <param name="source">Name for messages.</param>
    public NucleusTableReader(Stream stream, TableFormat format, string source = "stream")
        : this(new ColumnarTableReader(stream, format, source))
    {
    }

    private NucleusTableReader(ColumnarTableReader table)
    {
        _table = table;
        try
        {
            Header = NucleusTable.Header(table.Metadata, table.Source);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>The slide.</summary>
    public NucleusTableHeader Header { get; }

    /// <summary>All nuclei of a table, in memory.</summary>
    public static (NucleusTableHeader Header, IReadOnlyList<Nucleus> Nuclei) ReadAll(string path)
    {
        using var reader = new NucleusTableReader(path);
        return (reader.Header, [.. reader.Read()]);
    }

    /// <summary>The nuclei from the first, one by one.</summary>
    /// <exception cref="TableException">A column is absent, or the file is damaged.</exception>
    /// <exception cref="DataFormatException">A row is no nucleus; its number is named.</exception>
    public IEnumerable<Nucleus> Read()
    {
        string[] wanted = [.. NucleusTable.Fields.Select(f => f.Name).Where(n => n is not ("SlideID" or "centroid_x_um" or "centroid_y_um" or "area_um2" or "type_name"))];
        long first = 0;
        foreach (ColumnarBlock block in _table.Blocks(wanted))
        {
            foreach (Nucleus nucleus in Rows(block, first)) yield return nucleus;
            first += block.RowCount;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _table.Dispose();

    private IEnumerable<Nucleus> Rows(ColumnarBlock block, long first)
    {
        int[] id = block.Column<int>("nucleus_id"), x0 = block.Column<int>("x0"), y0 = block.Column<int>("y0"), x1 = block.Column<int>("x1"), y1 = block.Column<int>("y1");
        double[] x = block.Column<double>("centroid_x"), y = block.Column<double>("centroid_y"), area = block.Column<double>("area_px");
        double[] probability = block.Column<double>("prob"), mean = block.Column<double>("np_mean");
        byte[] type = block.Column<byte>("type");
        int[][] votes = [.. Enumerable.Range(0, NucleusTypes.Count).Select(t => block.Column<int>(NucleusTable.VoteColumn(t)))];
        int[] region = block.Column<int>("region_id"), core = block.Column<int>("core"), flags = block.Column<int>("flags");
        int[][] contour = block.Column<int[]>("contour");
        for (int r = 0; r < block.RowCount; r++)
        {
            if (NucleusTypes.FromNumber(type[r]) is not { } kind) throw Wrong(first + r, $"type {type[r]}; types are 0 to {NucleusTypes.Count - 1}");
            if (!double.IsFinite(x[r]) || !double.IsFinite(y[r])) throw Wrong(first + r, "no finite centroid");
            if (!(area[r] >= 0) || double.IsInfinity(area[r])) throw Wrong(first + r, $"area {NumberText.Format(area[r])} px");
            if (x1[r] <= x0[r] || y1[r] <= y0[r]) throw Wrong(first + r, $"an empty box [{x0[r]}, {y0[r]}, {x1[r]}, {y1[r]}]");
            if (contour[r].Length % 2 != 0 || contour[r].Length < 6) throw Wrong(first + r, $"a contour of {contour[r].Length} numbers; at least three pairs are needed");
            int[] votesOf = [.. votes.Select(v => v[r])];
            yield return new Nucleus
            {
                Id = id[r],
                Box = new PixelBox(x0[r], y0[r], x1[r], y1[r]),
                CentroidX = x[r],
                CentroidY = y[r],
                Contour = Points(contour[r], new PixelBox(x0[r], y0[r], x1[r], y1[r])) ?? throw Wrong(first + r, "a contour that leaves its box"),
                AreaPixels = area[r],
                Type = kind,
                Probability = probability[r],
                Votes = Array.TrueForAll(votesOf, v => v == 0) ? [] : votesOf,
                MeanNuclearProbability = mean[r],
                RegionId = region[r],
                Core = core[r],
                Flags = (NucleusFlags)flags[r],
            };
        }
    }

    // Boxes and contours of slides off the detector's grid are rounded on their own; a contour far outside its box is damage.
    private static PixelPoint[]? Points(int[] flat, PixelBox box)
    {
        var points = new PixelPoint[flat.Length / 2];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new PixelPoint(flat[2 * i], flat[2 * i + 1]);
            if (points[i].X < box.X0 - Rounding || points[i].X >= box.X1 + Rounding || points[i].Y < box.Y0 - Rounding || points[i].Y >= box.Y1 + Rounding) return null;
        }

        return points;
    }

    private DataFormatException Wrong(long row, string what) => new(
        FormattableString.Invariant($"{_table.Source}, data row {row + 1} has {what}."), "Detect the nuclei again.");
}
