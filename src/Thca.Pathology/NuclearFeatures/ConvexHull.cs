namespace Thca.Pathology.NuclearFeatures;

/// <summary>The convex hull of a mask's pixels, through the midpoints of their edges (centres ± 0.5 in x or y); exact in whole numbers.</summary>
internal static class ConvexHull
{
    /// <summary>Number of pixels whose centre lies in or on the hull.</summary>
    /// <param name="mask">One byte per pixel, row by row; not 0 inside.</param>
    /// <param name="width">Pixels per row.</param>
    public static int PixelCount(ReadOnlySpan<byte> mask, int width)
    {
        int height = mask.Length / width;
        Span<int> first = height <= 512 ? stackalloc int[height] : new int[height], last = height <= 512 ? stackalloc int[height] : new int[height];
        int top = -1, bottom = -1;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = mask.Slice(y * width, width);
            (first[y], last[y]) = (row.IndexOfAnyExcept((byte)0), row.LastIndexOfAnyExcept((byte)0));
            if (first[y] < 0) continue;
            if (top < 0) top = y;
            bottom = y;
        }

        if (top < 0) return 0;

        // In doubled coordinates: per row the outermost edge midpoints; above and below each outermost pixel one more.
        int rows = 2 * (bottom - top) + 3;
        Span<int> left = rows <= 1100 ? stackalloc int[rows] : new int[rows], right = rows <= 1100 ? stackalloc int[rows] : new int[rows];
        left.Fill(int.MaxValue);
        right.Fill(int.MinValue);
        for (int y = top; y <= bottom; y++)
        {
            if (first[y] < 0) continue;
            int at = 2 * (y - top) + 1;
            Extend(left, right, at, 2 * first[y] - 1, 2 * last[y] + 1);
            Extend(left, right, at - 1, 2 * first[y], 2 * last[y]);
            Extend(left, right, at + 1, 2 * first[y], 2 * last[y]);
        }

        Span<int> chain = rows <= 1100 ? stackalloc int[rows] : new int[rows];
        int lows = Chain(left, chain, -1);
        int count = 0;
        Span<int> bound = bottom - top < 512 ? stackalloc int[bottom - top + 1] : new int[bottom - top + 1];
        Bounds(left, chain[..lows], bound, ceiling: true);
        for (int i = 0; i < bound.Length; i++) count -= bound[i];
        int highs = Chain(right, chain, 1);
        Bounds(right, chain[..highs], bound, ceiling: false);
        for (int i = 0; i < bound.Length; i++) count += bound[i] + 1;
        return count;
    }

    private static void Extend(Span<int> left, Span<int> right, int at, int from, int to)
    {
        left[at] = Math.Min(left[at], from);
        right[at] = Math.Max(right[at], to);
    }

    // Rows of the points that stay on the hull's left (side -1) or right (side 1).
    private static int Chain(Span<int> edge, Span<int> chain, int side)
    {
        int n = 0;
        for (int y = 0; y < edge.Length; y++)
        {
            if (edge[y] is int.MaxValue or int.MinValue) continue;
            while (n >= 2)
            {
                int a = chain[n - 2], b = chain[n - 1];
                long cross = (long)(edge[b] - edge[a]) * (y - a) - (long)(edge[y] - edge[a]) * (b - a);
                if (side * cross > 0) break;
                n--;
            }

            chain[n++] = y;
        }

        return n;
    }

    // The outermost pixel centre in or on the hull, for every row of pixels (odd doubled rows).
    private static void Bounds(Span<int> edge, Span<int> chain, Span<int> bound, bool ceiling)
    {
        int segment = 0;
        for (int i = 0; i < bound.Length; i++)
        {
            int y = 2 * i + 1;
            while (chain[segment + 1] < y) segment++;
            int a = chain[segment], b = chain[segment + 1], h = 2 * (b - a);
            long x = (long)edge[a] * (b - a) + (long)(edge[b] - edge[a]) * (y - a);

            // x / h is the doubled coordinate halved.
            bound[i] = (int)(ceiling ? -Floor(-x, h) : Floor(x, h));
        }
    }

    private static long Floor(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
