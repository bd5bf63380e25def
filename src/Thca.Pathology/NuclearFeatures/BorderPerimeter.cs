namespace Thca.Pathology.NuclearFeatures;

/// <summary>
/// Perimeter by weighted border pixels (Benkrid and Crookes, 2000; as scikit-image computes it): the sum of a 3 x 3 neighbourhood of the border
/// with weights 1 (centre), 2 (edges) and 10 (corners) says what a border pixel adds.
/// </summary>
internal static class BorderPerimeter
{
    /// <param name="mask">One byte per pixel, 0 or 1.</param>
    /// <param name="width">Pixels per row.</param>
    public static double Of(ReadOnlySpan<byte> mask, int width)
    {
        int height = mask.Length / width, wide = width + 2;
        Span<byte> border = (height + 2) * wide <= 8192 ? stackalloc byte[(height + 2) * wide] : new byte[(height + 2) * wide];
        border.Clear();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int i = y * width + x;
                if (mask[i] == 0) continue;
                bool inner = x > 0 && x < width - 1 && y > 0 && y < height - 1 && mask[i - 1] != 0 && mask[i + 1] != 0 && mask[i - width] != 0 && mask[i + width] != 0;
                if (!inner) border[(y + 1) * wide + x + 1] = 1;
            }
        }

        int straight = 0, diagonal = 0, mixed = 0;
        for (int i = wide + 1; i < border.Length - wide - 1; i++)
        {
            if (border[i] == 0) continue;
            int code = 1 + 2 * (border[i - 1] + border[i + 1] + border[i - wide] + border[i + wide])
                + 10 * (border[i - wide - 1] + border[i - wide + 1] + border[i + wide - 1] + border[i + wide + 1]);
            switch (code)
            {
                case 5 or 7 or 15 or 17 or 25 or 27: straight++; break;
                case 21 or 33: diagonal++; break;
                case 13 or 23: mixed++; break;
            }
        }

        return straight + diagonal * Math.Sqrt(2) + mixed * (1 + Math.Sqrt(2)) / 2;
    }
}
