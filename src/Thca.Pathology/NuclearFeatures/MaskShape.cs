namespace Thca.Pathology.NuclearFeatures;

/// <summary>Area, box and second moments of a mask.</summary>
/// <param name="Area">Number of pixels.</param>
/// <param name="X0">First column with a pixel.</param>
/// <param name="Y0">First row with a pixel.</param>
/// <param name="X1">Column after the last.</param>
/// <param name="Y1">Row after the last.</param>
/// <param name="CentroidX">Mean column.</param>
/// <param name="CentroidY">Mean row.</param>
/// <param name="Major">Larger eigenvalue of the second central moments, px².</param>
/// <param name="Minor">Smaller eigenvalue, px².</param>
/// <param name="Angle">Direction of the major axis, radians from x towards y.</param>
internal readonly record struct MaskShape(int Area, int X0, int Y0, int X1, int Y1, double CentroidX, double CentroidY, double Major, double Minor, double Angle)
{
    public int BoxArea => (X1 - X0) * (Y1 - Y0);

    /// <param name="mask">One byte per pixel; not 0 inside.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="pixelTerm">Added to both central second moments: 1/12 for pixels that are squares, 0 for points.</param>
    public static MaskShape Of(ReadOnlySpan<byte> mask, int width, double pixelTerm)
    {
        int height = mask.Length / width, x0 = int.MaxValue, x1 = -1, y0 = -1, y1 = -1;
        long area = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = mask.Slice(y * width, width);
            int from = row.IndexOfAnyExcept((byte)0);
            if (from < 0) continue;
            int to = row.LastIndexOfAnyExcept((byte)0);
            (x0, x1, y0, y1) = (Math.Min(x0, from), Math.Max(x1, to), y0 < 0 ? y : y0, y);
            long n = 0, s = 0, ss = 0;
            for (int x = from; x <= to; x++)
            {
                if (row[x] == 0) continue;
                n++;
                s += x;
                ss += (long)x * x;
            }

            area += n;
            sx += s;
            sxx += ss;
            sy += n * y;
            syy += n * y * y;
            sxy += s * y;
        }

        if (area == 0) return default;
        double a = area, cx = sx / a, cy = sy / a;

        // Whole numbers until the last division: central moments lose nothing to the distance from the origin.
        double xx = (double)((Int128)sxx * area - (Int128)sx * sx) / a / a + pixelTerm, yy = (double)((Int128)syy * area - (Int128)sy * sy) / a / a + pixelTerm;
        double xy = (double)((Int128)sxy * area - (Int128)sx * sy) / a / a;
        double half = (xx + yy) / 2, root = Math.Sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        return new MaskShape((int)area, x0, y0, x1 + 1, y1 + 1, cx, cy, half + root, Math.Max(0, half - root), 0.5 * Math.Atan2(2 * xy, xx - yy));
    }
}
