namespace Thca.Pathology.Stains;

/// <summary>Optical density of 8-bit values as a table: max(-ln(max(value, 1) / I0), 1e-6). The image itself is never changed.</summary>
internal sealed class OpticalDensity
{
    private const double Floor = 1e-6;

    public OpticalDensity(IReadOnlyList<double> background)
    {
        Background = background;
        Red = Table(background[0]);
        Green = Table(background[1]);
        Blue = Table(background[2]);
    }

    /// <summary>Glass at 255 in every channel.</summary>
    public static OpticalDensity Fixed255 { get; } = new([255, 255, 255]);

    public IReadOnlyList<double> Background { get; }

    public double[] Red { get; }

    public double[] Green { get; }

    public double[] Blue { get; }

    private static double[] Table(double background) => [.. Enumerable.Range(0, 256).Select(v => Math.Max(-Math.Log(Math.Max(v, 1) / background), Floor))];
}
