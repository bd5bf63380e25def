using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Detection.Oracle;

/// <summary>The true nuclei of one slide on the detector's grid, found by place. About 150 bytes each, so that the truth of a million stays small.</summary>
internal sealed class PackedTruth
{
    private const int Cell = 512;

    private readonly List<Entry> _entries = [];
    private readonly List<(short X, short Y)> _points = [];
    private readonly Dictionary<(int X, int Y), List<int>> _cells = [];

    /// <summary>Adds a nucleus; its box is that of its outline.</summary>
    /// <exception cref="DataFormatException">The nucleus is absurdly large.</exception>
    public void Add(int id, NucleusType type, IReadOnlyList<PixelPoint> contour)
    {
        PixelBox box = ContourFill.BoxOf(contour);
        if (box.Width > short.MaxValue || box.Height > short.MaxValue)
            throw new DataFormatException(FormattableString.Invariant($"The true nucleus {id} is {box.Width} x {box.Height} pixels large."), "Give the folder that the phantom wrote its true nuclei to.");
        foreach ((int X, int Y) cell in Cells(box))
        {
            if (!_cells.TryGetValue(cell, out List<int>? list)) _cells[cell] = list = [];
            list.Add(_entries.Count);
        }

        _entries.Add(new Entry(id, type, box, _points.Count, contour.Count));
        for (int i = 0; i < contour.Count; i++) _points.Add(((short)(contour[i].X - box.X0), (short)(contour[i].Y - box.Y0)));
    }

    /// <summary>The nuclei whose box may reach into a window, in order of their numbers.</summary>
    public IEnumerable<(int Id, NucleusType Type, PixelBox Box, PixelPoint[] Contour)> In(PixelBox window)
    {
        foreach (int index in Cells(window).SelectMany(c => _cells.GetValueOrDefault(c, [])).Distinct().OrderBy(i => _entries[i].Id))
        {
            Entry entry = _entries[index];
            var contour = new PixelPoint[entry.Count];
            for (int i = 0; i < contour.Length; i++) contour[i] = new PixelPoint(entry.Box.X0 + _points[entry.First + i].X, entry.Box.Y0 + _points[entry.First + i].Y);
            yield return (entry.Id, entry.Type, entry.Box, contour);
        }
    }

    private static IEnumerable<(int X, int Y)> Cells(PixelBox box)
    {
        for (int y = Math.Max(0, box.Y0) / Cell; y <= Math.Max(0, box.Y1) / Cell; y++)
        {
            for (int x = Math.Max(0, box.X0) / Cell; x <= Math.Max(0, box.X1) / Cell; x++) yield return (x, y);
        }
    }

    private readonly record struct Entry(int Id, NucleusType Type, PixelBox Box, int First, int Count);
}
