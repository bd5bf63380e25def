using Thca.Core.Histology;
using Thca.Core.Tables;

namespace Thca.Pathology.Nuclei;

/// <summary>Writes the table of <see cref="NucleusTable"/> nucleus by nucleus; holds one block of rows. The table is complete only after <see cref="Complete"/>.</summary>
public sealed class NucleusTableWriter : IDisposable
{
    private const int BlockRows = 16_384;

    private readonly NucleusTableHeader _header;
    private readonly ColumnarTableWriter _table;
    private readonly List<Nucleus> _pending = new(BlockRows);

    /// <summary>Begins a table.</summary>
    /// <param name="stream">Where it goes; left open.</param>
    /// <param name="format">Parquet or Arrow.</param>
    /// <param name="header">The slide.</param>
    public NucleusTableWriter(Stream stream, TableFormat format, NucleusTableHeader header)
    {
        _header = header;
        _table = new ColumnarTableWriter(stream, format, NucleusTable.Fields, NucleusTable.Notes(header));
    }

    /// <summary>Appends a nucleus, with level-0 coordinates.</summary>
    /// <exception cref="ArgumentException">There are votes, but not one for each class.</exception>
    public void Write(Nucleus nucleus)
    {
        if (nucleus.Votes.Count is not 0 && nucleus.Votes.Count != NucleusTypes.Count)
            throw new ArgumentException(FormattableString.Invariant($"Nucleus {nucleus.Id} has {nucleus.Votes.Count} vote counts, expected none or {NucleusTypes.Count}."), nameof(nucleus));
        _pending.Add(nucleus);
        if (_pending.Count == BlockRows) Flush();
    }

    /// <summary>Writes what is pending and closes the table.</summary>
    public void Complete()
    {
        Flush();
        _table.Complete();
    }

    /// <summary>Frees buffers.</summary>
    public void Dispose() => _table.Dispose();

    private void Flush()
    {
        List<Nucleus> rows = _pending;
        int[][] votes = [.. Enumerable.Range(0, NucleusTypes.Count).Select(t => Each(n => n.Votes.Count == 0 ? 0 : n.Votes[t]))];
        _table.Write(new ColumnarBlock(
            NucleusTable.Fields,
            [
                Each(_ => _header.Slide.Value), Each(n => n.Id), Each(n => n.Box.X0), Each(n => n.Box.Y0), Each(n => n.Box.X1), Each(n => n.Box.Y1),
                Each(n => n.CentroidX), Each(n => n.CentroidY), Each(n => n.CentroidX * _header.MppX), Each(n => n.CentroidY * _header.MppY),
                Each(n => n.AreaPixels), Each(_header.AreaUm2), Each(n => (byte)n.Type), Each(n => NucleusTypes.Name(n.Type)), Each(n => n.Probability),
                .. votes,
                Each(n => n.MeanNuclearProbability), Each(n => n.RegionId), Each(n => n.Core), Each(n => (int)n.Flags), Each(Interleaved),
            ]));
        _pending.Clear();

        T[] Each<T>(Func<Nucleus, T> cell)
        {
            var cells = new T[rows.Count];
            for (int i = 0; i < cells.Length; i++) cells[i] = cell(rows[i]);
            return cells;
        }
    }

    private static int[] Interleaved(Nucleus nucleus)
    {
        var flat = new int[2 * nucleus.Contour.Count];
        for (int i = 0; i < nucleus.Contour.Count; i++) (flat[2 * i], flat[2 * i + 1]) = (nucleus.Contour[i].X, nucleus.Contour[i].Y);
        return flat;
    }
}
