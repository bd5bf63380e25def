using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Detection;

/// <summary>Draws the outlines of nuclei over a picture, in the colours of their classes.</summary>
public static class NucleusOverlay
{
    /// <summary>A copy of a picture with outlines.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="nuclei">Nuclei with level-0 coordinates.</param>
    /// <param name="originX">Level-0 column of the picture's first pixel.</param>
    /// <param name="originY">Level-0 row of the picture's first pixel.</param>
    /// <param name="scale">Pixels of the picture per level-0 pixel.</param>
    public static RgbImage Draw(RgbImage picture, IEnumerable<Nucleus> nuclei, double originX = 0, double originY = 0, double scale = 1)
    {
        var result = new RgbImage(picture.Width, picture.Height, [.. picture.Pixels]);
        foreach (Nucleus nucleus in nuclei)
        {
            (byte Red, byte Green, byte Blue) colour = NucleusTypes.Color(nucleus.Type);
            PixelPoint previous = At(nucleus.Contour[^1]);
            foreach (PixelPoint point in nucleus.Contour)
            {
                PixelPoint current = At(point);
                Line(result, previous, current, colour);
                previous = current;
            }
        }

        return result;

        PixelPoint At(PixelPoint point) => new((int)Math.Round((point.X + 0.5 - originX) * scale - 0.5), (int)Math.Round((point.Y + 0.5 - originY) * scale - 0.5));
    }

    private static void Line(RgbImage image, PixelPoint from, PixelPoint to, (byte Red, byte Green, byte Blue) colour)
    {
        int steps = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        for (int i = 0; i <= steps; i++)
        {
            double t = steps == 0 ? 0 : (double)i / steps;
            int x = (int)Math.Round(from.X + t * (to.X - from.X)), y = (int)Math.Round(from.Y + t * (to.Y - from.Y));
            if (x < 0 || y < 0 || x >= image.Width || y >= image.Height) continue;
            int at = 3 * (y * image.Width + x);
            (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = colour;
        }
    }
}
