using Thca.Core.Histology;
using Thca.Pathology.Tiling;

namespace Thca.Pathology.Detection;

/// <summary>Between level 0 of a slide and the detector's grid: pixel centres are integers, x0 = (x + 0.5) / s - 0.5.</summary>
/// <param name="ScaleX">Grid pixels per level-0 pixel along x: mpp / 0.25.</param>
/// <param name="ScaleY">Grid pixels per level-0 pixel along y.</param>
public readonly record struct GridTransform(double ScaleX, double ScaleY)
{
    private const int FewestPoints = 3;

    /// <summary>The transform of a slide of known resolution.</summary>
    public static GridTransform Of(SlideProperties slide) => new(slide.MppX / TilingOptions.Mpp, slide.MppY / TilingOptions.Mpp);

    /// <summary>A grid column in level-0 pixels.</summary>
    public double ToLevelX(double x) => (x + 0.5) / ScaleX - 0.5;

    /// <summary>A grid row in level-0 pixels.</summary>
    public double ToLevelY(double y) => (y + 0.5) / ScaleY - 0.5;

    /// <summary>A grid box in level-0 pixels: the smallest that holds it.</summary>
    public PixelBox ToLevel(PixelBox box) => new(
        (int)Math.Floor(box.X0 / ScaleX), (int)Math.Floor(box.Y0 / ScaleY), (int)Math.Ceiling(box.X1 / ScaleX), (int)Math.Ceiling(box.Y1 / ScaleY));

    /// <summary>A nucleus in level-0 pixels; areas stay in grid pixels. Points of the outline that fall together become one while three remain.</summary>
    public Nucleus ToLevel(Nucleus nucleus)
    {
        if (ScaleX == 1 && ScaleY == 1) return nucleus;
        var points = new PixelPoint[nucleus.Contour.Count];
        for (int i = 0; i < points.Length; i++)
            points[i] = new PixelPoint((int)Math.Round(ToLevelX(nucleus.Contour[i].X)), (int)Math.Round(ToLevelY(nucleus.Contour[i].Y)));
        PixelPoint[] distinct = [.. points.Where((p, i) => p != points[(i + points.Length - 1) % points.Length])];
        return nucleus with
        {
            Box = ToLevel(nucleus.Box),
            CentroidX = ToLevelX(nucleus.CentroidX),
            CentroidY = ToLevelY(nucleus.CentroidY),
            Contour = distinct.Length >= FewestPoints ? distinct : points,
        };
    }
}
