namespace Thca.Pathology.Targets;

/// <summary>Canny's edges with thresholds 50 and 150 on the sum of absolute 3 x 3 Sobel derivatives; border repeated.</summary>
internal static class CannyEdges
{
    private const int Low = 50;
    private const int High = 150;
    private const double Tan22 = 0.4142135623730951;

    /// <summary>Share of pixels that are edges.</summary>
    public static double Share(byte[] grey, int width, int height) => (double)Find(grey, width, height).AsSpan().Count((byte)2) / grey.Length;

    /// <summary>2 for edges, 0 or 1 otherwise.</summary>
    internal static byte[] Find(byte[] grey, int width, int height)
    {
        var dx = new int[grey.Length];
        var dy = new int[grey.Length];
        var magnitude = new int[grey.Length];
        for (int y = 0; y < height; y++)
        {
            int up = Math.Max(0, y - 1) * width, here = y * width, down = Math.Min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++)
            {
                int l = Math.Max(0, x - 1), r = Math.Min(width - 1, x + 1), i = here + x;
                dx[i] = grey[up + r] - grey[up + l] + 2 * (grey[here + r] - grey[here + l]) + grey[down + r] - grey[down + l];
                dy[i] = grey[down + l] - grey[up + l] + 2 * (grey[down + x] - grey[up + x]) + grey[down + r] - grey[up + r];
                magnitude[i] = Math.Abs(dx[i]) + Math.Abs(dy[i]);
            }
        }

        var state = new byte[grey.Length];
        var strong = new Stack<int>();
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int i = y * width + x;
                if (magnitude[i] <= Low || !IsPeak(magnitude, dx[i], dy[i], x, y, width, height)) continue;
                state[i] = 1;
                if (magnitude[i] <= High) continue;
                state[i] = 2;
                strong.Push(i);
            }

        while (strong.TryPop(out int i))
        {
            int cx = i % width, cy = i / width;
            for (int y = Math.Max(0, cy - 1); y <= Math.Min(height - 1, cy + 1); y++)
                for (int x = Math.Max(0, cx - 1); x <= Math.Min(width - 1, cx + 1); x++)
                {
                    int n = y * width + x;
                    if (state[n] != 1) continue;
                    state[n] = 2;
                    strong.Push(n);
                }
        }

        return state;
    }

    private static bool IsPeak(int[] magnitude, int dx, int dy, int x, int y, int width, int height)
    {
        int At(int column, int row) => column >= 0 && row >= 0 && column < width && row < height ? magnitude[row * width + column] : 0;
        int m = magnitude[y * width + x];
        double ax = Math.Abs(dx), ay = Math.Abs(dy);
        if (ay < ax * Tan22) return m > At(x - 1, y) && m >= At(x + 1, y);
        if (ay > ax * (Tan22 + 2)) return m > At(x, y - 1) && m >= At(x, y + 1);
        int step = (dx < 0) != (dy < 0) ? -1 : 1;
        return m > At(x - step, y - 1) && m > At(x + step, y + 1);
    }
}
