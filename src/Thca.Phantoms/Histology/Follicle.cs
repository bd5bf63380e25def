namespace Thca.Phantoms.Histology;

/// <summary>A ring of epithelium around colloid, in pixels of the slide.</summary>
internal readonly record struct Follicle(double X, double Y, double Radius)
{
    /// <summary>How far a point lies outside the ring's centre line; negative inside.</summary>
    public double Distance(double x, double y) => Math.Sqrt((x - X) * (x - X) + (y - Y) * (y - Y)) - Radius;
}
