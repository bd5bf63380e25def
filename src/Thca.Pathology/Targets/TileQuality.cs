using Thca.Core.Histology;
using Thca.Pathology.Colour;

namespace Thca.Pathology.Targets;

/// <summary>What decides whether a tile may shape a stain target, and how good it is.</summary>
public sealed record TileQuality
{
    /// <summary>Mean grey level; 50 to 220 passes.</summary>
    public required double MeanGrey { get; init; }

    /// <summary>Share of pixels below grey 200; at least 0.6 passes.</summary>
    public required double ShareBelow200 { get; init; }

    /// <summary>Share of pixels below grey 180; at least 0.4 passes.</summary>
    public required double ShareBelow180 { get; init; }

    /// <summary>Standard deviation of grey; at least 20 passes.</summary>
    public required double GreyDeviation { get; init; }

    /// <summary>Share of edge pixels (Canny 50, 150); at least 0.02 passes.</summary>
    public required double EdgeShare { get; init; }

    /// <summary>Mean red of the pixels below grey 200; at least 100 passes.</summary>
    public required double MeanRed { get; init; }

    /// <summary>Mean blue of the pixels below grey 200; at least 100 passes.</summary>
    public required double MeanBlue { get; init; }

    /// <summary>Share of pixels above grey 240; at most 0.3 passes.</summary>
    public required double ShareAbove240 { get; init; }

    /// <summary>0.4 share below 200 + 0.2 min(sd/50, 1) + 0.2 min(50 edges, 1) + 0.2 min(saturation/100, 1); sd and saturation over the pixels below 200.</summary>
    public required double Score { get; init; }

    /// <summary>Whether every gate is passed.</summary>
    public bool Passes =>
        MeanGrey is >= 50 and <= 220 && ShareBelow200 >= 0.6 && ShareBelow180 >= 0.4 && GreyDeviation >= 20 && EdgeShare >= 0.02
        && MeanRed >= 100 && MeanBlue >= 100 && ShareAbove240 <= 0.3;

    /// <summary>Measures a tile at 0.25 µm per pixel.</summary>
    public static TileQuality Of(RgbImage tile)
    {
        byte[] grey = ColourConversion.Grey(tile), pixels = tile.Pixels;
        long sum = 0, squares = 0, below180 = 0, above240 = 0, dark = 0, darkSum = 0, darkSquares = 0, red = 0, blue = 0, saturation = 0;
        for (int i = 0; i < grey.Length; i++)
        {
            int g = grey[i];
            sum += g;
            squares += g * g;
            if (g < 180) below180++;
            if (g > 240) above240++;
            if (g >= 200) continue;
            dark++;
            darkSum += g;
            darkSquares += g * g;
            red += pixels[3 * i];
            blue += pixels[3 * i + 2];
            saturation += ColourConversion.Saturation(pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);
        }

        double n = grey.Length, edges = CannyEdges.Share(grey, tile.Width, tile.Height), few = Math.Max(1, dark), share = dark / n;
        double darkSd = Deviation(darkSum, darkSquares, few);
        return new TileQuality
        {
            MeanGrey = sum / n,
            ShareBelow200 = share,
            ShareBelow180 = below180 / n,
            GreyDeviation = Deviation(sum, squares, n),
            EdgeShare = edges,
            MeanRed = red / few,
            MeanBlue = blue / few,
            ShareAbove240 = above240 / n,
            Score = 0.4 * share + 0.2 * Math.Min(darkSd / 50, 1) + 0.2 * Math.Min(50 * edges, 1) + 0.2 * Math.Min(saturation / few / 100, 1),
        };
    }

    private static double Deviation(long sum, long squares, double n) => Math.Sqrt(Math.Max(0, squares / n - sum / n * (sum / n)));
}
