namespace Thca.Pathology.Stains;

/// <summary>A linear function of a pixel's optical densities as three tables, one per channel: evaluated by two additions.</summary>
internal readonly struct ChannelTables
{
    private readonly double[] _red;
    private readonly double[] _green;
    private readonly double[] _blue;

    public ChannelTables(OpticalDensity density, double red, double green, double blue)
    {
        _red = Array.ConvertAll(density.Red, d => d * red);
        _green = Array.ConvertAll(density.Green, d => d * green);
        _blue = Array.ConvertAll(density.Blue, d => d * blue);
    }

    /// <summary>Smallest possible value.</summary>
    public double Minimum => _red.Min() + _green.Min() + _blue.Min();

    /// <summary>Largest possible value.</summary>
    public double Maximum => _red.Max() + _green.Max() + _blue.Max();

    public double this[byte r, byte g, byte b] => _red[r] + _green[g] + _blue[b];
}
