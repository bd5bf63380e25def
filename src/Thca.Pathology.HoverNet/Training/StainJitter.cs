using Thca.Core.Randomness;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>
/// Varies the strength of the stains: concentrations of haematoxylin and eosin (Ruifrok and Johnston, 2001) are scaled by exp(N(0, 0.15)) and shifted by
/// N(0, 0.03); what is neither stain stays.
/// </summary>
internal static class StainJitter
{
    private const double ScaleSd = 0.15, ShiftSd = 0.03;

    /// <summary>Unit optical densities of haematoxylin, eosin and what is perpendicular to both, as rows.</summary>
    private static readonly double[] Stains = Basis();

    private static readonly double[] Inverse = Invert(Stains);

    public static void Apply(Span<byte> pixels, RandomStream random)
    {
        double[] scale = [Math.Exp(ScaleSd * random.NextNormal()), Math.Exp(ScaleSd * random.NextNormal()), 1];
        double[] shift = [ShiftSd * random.NextNormal(), ShiftSd * random.NextNormal(), 0];
        var density = new double[256];
        for (int v = 0; v < 256; v++) density[v] = -Math.Log(Math.Max(v, 1) / 255.0);
        Span<double> od = stackalloc double[3], changed = stackalloc double[3];
        for (int p = 0; p < pixels.Length; p += 3)
        {
            for (int c = 0; c < 3; c++) od[c] = density[pixels[p + c]];
            changed.Clear();
            for (int s = 0; s < 3; s++)
            {
                double concentration = od[0] * Inverse[s] + od[1] * Inverse[3 + s] + od[2] * Inverse[6 + s];
                double wanted = concentration * scale[s] + shift[s];
                for (int c = 0; c < 3; c++) changed[c] += wanted * Stains[3 * s + c];
            }

            for (int c = 0; c < 3; c++) pixels[p + c] = (byte)Math.Clamp(Math.Round(255 * Math.Exp(-changed[c])), 0, 255);
        }
    }

    private static double[] Basis()
    {
        double[] h = Unit([0.65, 0.70, 0.29]), e = Unit([0.07, 0.99, 0.11]);
        double[] r = Unit([h[1] * e[2] - h[2] * e[1], h[2] * e[0] - h[0] * e[2], h[0] * e[1] - h[1] * e[0]]);
        return [.. h, .. e, .. r];
    }

    private static double[] Unit(double[] v)
    {
        double length = Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        return [v[0] / length, v[1] / length, v[2] / length];
    }

    private static double[] Invert(double[] m)
    {
        double[] cofactors =
        [
            m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
            m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
            m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3],
        ];
        double determinant = m[0] * cofactors[0] + m[1] * cofactors[3] + m[2] * cofactors[6];
        return [.. cofactors.Select(c => c / determinant)];
    }
}
