using Thca.Core.Histology;
using Thca.Core.Randomness;

namespace Thca.Phantoms.Histology;

/// <summary>An ellipse whose outline carries four harmonics, with its stain level and, sometimes, a nucleolus.</summary>
internal sealed class NucleusShape
{
    /// <summary>No nucleus reaches farther from its centre, in pixels; the placement relies on it.</summary>
    public const int LargestReach = 46;

    private const int Harmonics = 4;
    private readonly double[] _amplitudes = new double[Harmonics];
    private readonly double[] _phases = new double[Harmonics];
    private readonly double _cos;
    private readonly double _sin;
    private readonly double _minor;

    public NucleusShape(NuclearPopulation population, double x, double y, double angle, HistologyOptions options, RandomStream random)
    {
        (CentreX, CentreY) = (x, y);
        double size = population.Type == NucleusType.NeoplasticEpithelial ? options.NeoplasticSize : 1;
        Radius = Math.Min(40, population.Radius * size * Math.Exp(population.LogRadiusSd * options.SizeSpread * Clip(random.NextNormal())));
        _minor = Radius * (population.AxisRatioLow + (population.AxisRatioHigh - population.AxisRatioLow) * random.NextDouble());
        (_sin, _cos) = Math.SinCos(angle);
        for (int m = 0; m < Harmonics; m++)
        {
            _amplitudes[m] = 1.5 * population.WobbleSd * random.NextNormal() / (m + 2);
            _phases[m] = 2 * Math.PI * random.NextDouble();
        }

        Level = population.Level * Math.Exp(0.12 * options.StainSpread * random.NextNormal());
        Texture = population.TextureSd * options.TextureSpread;
        HasNucleolus = random.NextDouble() < population.NucleolusRate;
        double distance = 0.4 * Math.Sqrt(random.NextDouble()), direction = 2 * Math.PI * random.NextDouble();
        (double u, double v) = (distance * Math.Cos(direction) * Radius, distance * Math.Sin(direction) * _minor);
        (NucleolusX, NucleolusY) = (x + u * _cos - v * _sin, y + u * _sin + v * _cos);
    }

    public double CentreX { get; }

    public double CentreY { get; }

    public double Radius { get; }

    public double Level { get; }

    public double Texture { get; }

    public bool HasNucleolus { get; }

    public double NucleolusX { get; }

    public double NucleolusY { get; }

    /// <summary>Distance from the centre as a share of the outline's: at most 1 inside.</summary>
    public double Relative(double x, double y)
    {
        double dx = x - CentreX, dy = y - CentreY;
        double u = (dx * _cos + dy * _sin) / Radius, v = (-dx * _sin + dy * _cos) / _minor;
        double distance = Math.Sqrt(u * u + v * v);
        if (distance > 1.8) return distance;
        double theta = Math.Atan2(v, u), outline = 1;
        for (int m = 0; m < Harmonics; m++) outline += _amplitudes[m] * Math.Cos((m + 2) * theta + _phases[m]);
        return distance / Math.Max(0.3, outline);
    }

    private static double Clip(double z) => Math.Clamp(z, -3, 3);
}
