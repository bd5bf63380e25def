using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Tests.NuclearFeatures;

/// <summary>Outlines of made-up nuclei.</summary>
internal static class Contours
{
    /// <summary>The outline of the pixels inside an ellipse, counter-clockwise on screen, every border pixel listed.</summary>
    public static PixelPoint[] Blob(double cx, double cy, double a, double b, double angle)
    {
        // Along many directions the outermost pixel; doubles left out.
        (double sin, double cos) = Math.SinCos(angle);
        List<PixelPoint> points = [];
        for (int i = 0; i < 720; i++)
        {
            (double s, double c) = Math.SinCos(-Math.PI * i / 360);
            var p = new PixelPoint((int)Math.Round(cx + a * c * cos - b * s * sin), (int)Math.Round(cy + a * c * sin + b * s * cos));
            if (points.Count == 0 || points[^1] != p) points.Add(p);
        }

        if (points[0] == points[^1]) points.RemoveAt(points.Count - 1);
        return [.. points];
    }

    /// <summary>The pixels inside an outline.</summary>
    public static IEnumerable<PixelPoint> Inside(IReadOnlyList<PixelPoint> outline)
    {
        PixelBox box = ContourFill.BoxOf(outline);
        var mask = new byte[box.Width * box.Height];
        ContourFill.Fill(outline, box, mask);
        return Enumerable.Range(0, mask.Length).Where(i => mask[i] != 0).Select(i => new PixelPoint(box.X0 + i % box.Width, box.Y0 + i / box.Width));
    }
}
