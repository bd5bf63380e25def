using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Histology;
using Thca.Pathology.Colour;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Tissue;

/// <summary>Finds the cells of tissue whose 3 x 3 Laplacian of grey at 1 µm per pixel varies too little to be in focus.</summary>
internal static class FocusCheck
{
    private const int Cell = (int)FocusMap.CellUm;
    private const int CellsAtOnce = 16;

    public static FocusMap Run(ISlideReader slide, TissueMask mask, double threshold, IProgress<WorkProgress>? progress, CancellationToken ct)
    {
        (int width, int height) = TargetResolution.Size(slide.Properties, 1);
        int columns = (width + Cell - 1) / Cell, rows = (height + Cell - 1) / Cell;
        var map = new string[rows];
        for (int row = 0; row < rows; row++)
        {
            var cells = new char[columns];
            Array.Fill(cells, FocusMap.NotTissue);
            for (int first = 0; first < columns; first += CellsAtOnce)
            {
                bool[] wanted = [.. Enumerable.Range(first, Math.Min(CellsAtOnce, columns - first)).Select(column => IsTissue(mask, column, row, width, height))];
                if (!wanted.Contains(true)) continue;
                int x0 = first * Cell, x1 = Math.Min(width, x0 + wanted.Length * Cell), y1 = Math.Min(height, (row + 1) * Cell);
                RgbImage band = TargetResolution.Read(slide, 1, x0, row * Cell, x1 - x0, y1 - row * Cell, ct);
                byte[] grey = ColourConversion.Grey(band);
                for (int i = 0; i < wanted.Length; i++)
                {
                    if (wanted[i]) cells[first + i] = Variance(grey, band.Width, band.Height, i * Cell, Math.Min(band.Width, (i + 1) * Cell)) < threshold ? FocusMap.Blurred : FocusMap.Sharp;
                }
            }

            map[row] = new string(cells);
            progress?.Report(new WorkProgress("focus", row + 1, rows));
        }

        return new FocusMap(map);
    }

    /// <summary>Whether at least half of a cell is tissue.</summary>
    private static bool IsTissue(TissueMask mask, int column, int row, int width, int height)
    {
        int inside = 0, all = 0;
        for (int j = 0; j < 16; j++)
            for (int i = 0; i < 16; i++)
            {
                double x = column * Cell + (i + 0.5) * Cell / 16, y = row * Cell + (j + 0.5) * Cell / 16;
                if (x >= width || y >= height) continue;
                all++;
                if (mask.RegionAtMicrometres(x, y) > 0) inside++;
            }

        return all > 0 && 2 * inside >= all;
    }

    private static double Variance(byte[] grey, int width, int height, int from, int to)
    {
        long n = 0, sum = 0, squares = 0;
        for (int y = 1; y < height - 1; y++)
            for (int x = Math.Max(1, from); x < Math.Min(width - 1, to); x++)
            {
                int i = y * width + x, value = grey[i - 1] + grey[i + 1] + grey[i - width] + grey[i + width] - 4 * grey[i];
                n++;
                sum += value;
                squares += (long)value * value;
            }

        return n == 0 ? 0 : ((double)squares - (double)sum * sum / n) / n;
    }
}
