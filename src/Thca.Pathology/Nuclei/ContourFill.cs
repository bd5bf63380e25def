using Thca.Core.Histology;

namespace Thca.Pathology.Nuclei;

/// <summary>
/// Pixels inside a closed outline: even-odd rule at integer pixel centres, plus all pixels of the 8-connected edges (the rule of the outline's
/// own border following, so that an outline refilled gives the region it was taken from, without holes).
/// </summary>
public static class ContourFill
{
    /// <summary>The tight box around points.</summary>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static PixelBox BoxOf(IReadOnlyList<PixelPoint> contour)
    {
        if (contour.Count == 0) throw new ArgumentException("An outline needs a point.", nameof(contour));
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = int.MinValue, y1 = int.MinValue;
        for (int i = 0; i < contour.Count; i++)
        {
            PixelPoint p = contour[i];
            (x0, y0, x1, y1) = (Math.Min(x0, p.X), Math.Min(y0, p.Y), Math.Max(x1, p.X), Math.Max(y1, p.Y));
        }

        return new PixelBox(x0, y0, checked(x1 + 1), checked(y1 + 1));
    }

    /// <summary>Marks the pixels inside an outline.</summary>
    /// <param name="contour">The outline, not closed.</param>
    /// <param name="window">The window the mask covers; parts of the outline beyond it are cut off.</param>
    /// <param name="mask">One byte per pixel of the window, row by row; pixels inside become 1, others keep their value.</param>
    public static void Fill(IReadOnlyList<PixelPoint> contour, PixelBox window, Span<byte> mask)
    {
        int n = contour.Count, width = window.Width;
        Span<double> crossings = n <= 256 ? stackalloc double[256] : new double[n];
        for (int y = window.Y0; y < window.Y1; y++)
        {
            int count = 0;
            PixelPoint previous = contour[n - 1];
            for (int i = 0; i < n; i++)
            {
                PixelPoint current = contour[i];
                if (previous.Y <= y != current.Y <= y)
                    crossings[count++] = previous.X + (double)((long)y - previous.Y) * ((long)current.X - previous.X) / ((long)current.Y - previous.Y);
                previous = current;
            }

            Span<double> sorted = crossings[..count];
            sorted.Sort();
            Span<byte> row = mask.Slice((y - window.Y0) * width, width);
            for (int k = 0; k + 1 < count; k += 2)
            {
                int from = (int)Math.Max(Math.Ceiling(sorted[k]), window.X0), to = (int)Math.Min(Math.Floor(sorted[k + 1]), window.X1 - 1);
                if (to >= from) row.Slice(from - window.X0, to - from + 1).Fill(1);
            }
        }

        for (int i = 0; i < n; i++) Edge(contour[i], contour[(i + 1) % n], window, mask);
    }

    // Bresenham's line, both ends included.
    private static void Edge(PixelPoint from, PixelPoint to, PixelBox window, Span<byte> mask)
    {
        long dx = Math.Abs((long)to.X - from.X), dy = -Math.Abs((long)to.Y - from.Y), error = dx + dy;
        int stepX = from.X < to.X ? 1 : -1, stepY = from.Y < to.Y ? 1 : -1, x = from.X, y = from.Y;
        while (true)
        {
            if (x >= window.X0 && x < window.X1 && y >= window.Y0 && y < window.Y1) mask[(y - window.Y0) * window.Width + (x - window.X0)] = 1;
            if (x == to.X && y == to.Y) return;
            long twice = 2 * error;
            if (twice >= dy)
            {
                error += dy;
                x += stepX;
            }

            if (twice <= dx)
            {
                error += dx;
                y += stepY;
            }
        }
    }
}
