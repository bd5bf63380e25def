namespace Thca.Phantoms.Histology;

/// <summary>The stain vectors of a slide.</summary>
internal static class StainBasis
{
    /// <summary>Haematoxylin and eosin as unit rows, turned about the grey axis.</summary>
    public static double[] Of(HistologyOptions options) =>
        [.. Unit(Turn([0.650, 0.704, 0.286], options.StainRotation)), .. Unit(Turn([0.072, 0.990, 0.105], options.StainRotation))];

    /// <summary>Rotation about (1, 1, 1) by Rodrigues' formula, negative densities set to zero.</summary>
    private static double[] Turn(double[] v, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        double mean = (v[0] + v[1] + v[2]) / 3, s = sin / Math.Sqrt(3);
        double[] cross = [v[2] - v[1], v[0] - v[2], v[1] - v[0]];
        return [.. v.Select((value, i) => Math.Max(0, value * cos + cross[i] * s + mean * (1 - cos)))];
    }

    private static double[] Unit(double[] v)
    {
        double length = Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return [.. v.Select(x => x / length)];
    }
}
