namespace Thca.Imaging.Meshes;

/// <summary>
/// Corners of the convex hull of points in a plane, given per line b the smallest and largest c (Andrew's monotone chain 1979).
/// Integer arithmetic: exact.
/// </summary>
internal static class PlaneHull
{
    /// <summary>Adds the hull's corners as (b, c) to a list; points on an edge are left out.</summary>
    /// <param name="least">Smallest c of each line; above <paramref name="most"/> when the line has no point.</param>
    /// <param name="most">Largest c of each line.</param>
    /// <param name="corners">Receives the corners; each once.</param>
    public static void AddCorners(ReadOnlySpan<int> least, ReadOnlySpan<int> most, List<(int B, int C)> corners)
    {
        int start = corners.Count;
        AddChain(least, least, most, 1, corners);
        int second = corners.Count;
        if (second == start) return;
        AddChain(most, least, most, -1, corners);
        // The two chains meet at the first and the last line when these hold one point.
        if (corners.Count > second && corners[^1] == corners[second - 1]) corners.RemoveAt(corners.Count - 1);
        if (corners.Count > second && corners[second] == corners[start]) corners.RemoveAt(second);
    }

    private static void AddChain(ReadOnlySpan<int> values, ReadOnlySpan<int> least, ReadOnlySpan<int> most, int sign, List<(int B, int C)> corners)
    {
        int start = corners.Count;
        for (int b = 0; b < values.Length; b++)
        {
            if (least[b] > most[b]) continue;
            int c = values[b];
            while (corners.Count - start >= 2 && sign * Turn(corners[^2], corners[^1], (b, c)) <= 0) corners.RemoveAt(corners.Count - 1);
            corners.Add((b, c));
        }
    }

    private static long Turn((int B, int C) o, (int B, int C) p, (int B, int C) q) =>
        (long)(p.B - o.B) * (q.C - o.C) - (long)(p.C - o.C) * (q.B - o.B);
}
