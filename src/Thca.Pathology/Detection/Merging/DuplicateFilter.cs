using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Detection.Merging;

/// <summary>
/// Finds nuclei that two cores both own because each saw the centroid on its own side: masks of different cores whose intersection over union exceeds a
/// limit. Of each such pair the more probable stays, then the larger, then the one of the smaller core and number.
/// </summary>
internal sealed class DuplicateFilter(double limit)
{
    private const int Cell = 256;

    private readonly Dictionary<(int X, int Y), List<Nucleus>> _cells = [];
    private readonly List<Nucleus> _nuclei = [];

    /// <summary>Adds a nucleus that lies near the edge of its core; coordinates on the detector's grid.</summary>
    public void Add(Nucleus nucleus)
    {
        _nuclei.Add(nucleus);
        for (int y = nucleus.Box.Y0 / Cell; y <= nucleus.Box.Y1 / Cell; y++)
        {
            for (int x = nucleus.Box.X0 / Cell; x <= nucleus.Box.X1 / Cell; x++)
            {
                if (!_cells.TryGetValue((x, y), out List<Nucleus>? cell)) _cells[(x, y)] = cell = [];
                cell.Add(nucleus);
            }
        }
    }

    /// <summary>Core and number of the nuclei to drop. Pairs are settled from the strongest nucleus downwards, so the result does not depend on order.</summary>
    public HashSet<(int Core, int Id)> Losers()
    {
        var losers = new HashSet<(int Core, int Id)>();
        foreach (Nucleus winner in _nuclei.OrderByDescending(n => n.Probability).ThenByDescending(n => n.AreaPixels).ThenBy(n => n.Core).ThenBy(n => n.Id))
        {
            if (losers.Contains((winner.Core, winner.Id))) continue;
            foreach (Nucleus other in Near(winner))
            {
                bool sameCore = other.Core == winner.Core;
                if (!sameCore && !losers.Contains((other.Core, other.Id)) && IsStronger(winner, other) && Iou(winner, other) > limit) losers.Add((other.Core, other.Id));
            }
        }

        return losers;
    }

    /// <summary>Overlap of two filled outlines.</summary>
    internal static double Iou(Nucleus a, Nucleus b)
    {
        var window = new PixelBox(Math.Min(a.Box.X0, b.Box.X0), Math.Min(a.Box.Y0, b.Box.Y0), Math.Max(a.Box.X1, b.Box.X1), Math.Max(a.Box.Y1, b.Box.Y1));
        if (Math.Min(a.Box.X1, b.Box.X1) <= Math.Max(a.Box.X0, b.Box.X0) || Math.Min(a.Box.Y1, b.Box.Y1) <= Math.Max(a.Box.Y0, b.Box.Y0)) return 0;
        var first = new byte[window.Width * window.Height];
        var second = new byte[first.Length];
        ContourFill.Fill(a.Contour, window, first);
        ContourFill.Fill(b.Contour, window, second);
        int both = 0, either = 0;
        for (int i = 0; i < first.Length; i++)
        {
            both += first[i] & second[i];
            either += first[i] | second[i];
        }

        return either == 0 ? 0 : (double)both / either;
    }

    private static bool IsStronger(Nucleus a, Nucleus b) =>
        a.Probability != b.Probability ? a.Probability > b.Probability
        : a.AreaPixels != b.AreaPixels ? a.AreaPixels > b.AreaPixels
        : (a.Core, a.Id).CompareTo((b.Core, b.Id)) < 0;

    private IEnumerable<Nucleus> Near(Nucleus nucleus)
    {
        for (int y = nucleus.Box.Y0 / Cell; y <= nucleus.Box.Y1 / Cell; y++)
        {
            for (int x = nucleus.Box.X0 / Cell; x <= nucleus.Box.X1 / Cell; x++)
            {
                if (!_cells.TryGetValue((x, y), out List<Nucleus>? cell)) continue;
                foreach (Nucleus other in cell) yield return other;
            }
        }
    }
}
