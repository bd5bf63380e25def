using Thca.Core.Histology;

namespace Thca.Pathology.Tests.SmallSlide;

/// <summary>What a polygon ring must be for programs that check it (RFC 7946, OGC simple features).</summary>
internal static class RingChecks
{
    /// <summary>Closed, at least four positions, an area, and no side that meets another except at their common end.</summary>
    public static bool IsValid(PixelPoint[] ring)
    {
        int sides = ring.Length - 1;
        if (sides < 3 || ring[0] != ring[^1]) return false;
        long area = 0;
        for (int i = 0; i < sides; i++) area += Cross(ring[i], ring[i + 1]);
        if (area == 0) return false;
        for (int i = 0; i < sides; i++)
        {
            for (int j = i + 1; j < sides; j++)
            {
                bool next = j == i + 1, last = i == 0 && j == sides - 1;
                if (next && last) return false;
                if (next ? Folds(ring[i], ring[j], ring[j + 1]) : last ? Folds(ring[j], ring[0], ring[1]) : Meet(ring[i], ring[i + 1], ring[j], ring[j + 1])) return false;
            }
        }

        return true;
    }

    private static long Cross(PixelPoint a, PixelPoint b) => (long)a.X * b.Y - (long)b.X * a.Y;

    private static long Side(PixelPoint a, PixelPoint b, PixelPoint p) => ((long)b.X - a.X) * ((long)p.Y - a.Y) - ((long)b.Y - a.Y) * ((long)p.X - a.X);

    /// <summary>Whether b to c runs back over a to b.</summary>
    private static bool Folds(PixelPoint a, PixelPoint b, PixelPoint c) => Side(a, b, c) == 0 && ((long)b.X - a.X) * ((long)c.X - b.X) + ((long)b.Y - a.Y) * ((long)c.Y - b.Y) <= 0;

    private static bool Meet(PixelPoint a, PixelPoint b, PixelPoint c, PixelPoint d)
    {
        int abc = Math.Sign(Side(a, b, c)), abd = Math.Sign(Side(a, b, d)), cda = Math.Sign(Side(c, d, a)), cdb = Math.Sign(Side(c, d, b));
        if (abc != abd && cda != cdb) return true;
        return (abc == 0 && Within(a, b, c)) || (abd == 0 && Within(a, b, d)) || (cda == 0 && Within(c, d, a)) || (cdb == 0 && Within(c, d, b));
    }

    private static bool Within(PixelPoint a, PixelPoint b, PixelPoint p) =>
        p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);
}
