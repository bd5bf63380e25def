using Thca.Core.Errors;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>Haematoxylin and eosin concentrations of single colours: least squares of the optical density -ln(max(I, 1)/I0) on two stain vectors.</summary>
public sealed class StainUnmixing
{
    private readonly float[] _density = new float[256];
    private readonly float[] _h = new float[3];
    private readonly float[] _e = new float[3];

    /// <summary>Prepares the inverse of a stain matrix.</summary>
    /// <param name="matrix">Rows haematoxylin and eosin, columns R, G, B: six numbers; rows are brought to unit length.</param>
    /// <param name="background">Intensity I0 of clear glass.</param>
    /// <exception cref="OptionsException">Not six finite numbers, a row without length, parallel rows, or a background outside 1..255.</exception>
    public StainUnmixing(IReadOnlyList<double> matrix, double background = 255)
    {
        if (matrix.Count != 6 || !matrix.All(double.IsFinite)) throw new OptionsException([$"A stain matrix has six finite numbers (H then E, each R, G, B); got {matrix.Count}."]);
        if (background is not (>= 1 and <= 255)) throw new OptionsException([FormattableString.Invariant($"The background intensity is {background}; it must lie between 1 and 255.")]);
        double[] h = Unit(matrix, 0), e = Unit(matrix, 3);
        double he = h[0] * e[0] + h[1] * e[1] + h[2] * e[2], determinant = 1 - he * he;
        if (!(determinant > 1e-6)) throw new OptionsException(["The two stain vectors are parallel; concentrations are undefined."]);
        for (int c = 0; c < 3; c++)
        {
            _h[c] = (float)((h[c] - he * e[c]) / determinant);
            _e[c] = (float)((e[c] - he * h[c]) / determinant);
        }

        for (int v = 0; v < 256; v++) _density[v] = (float)Math.Max(-Math.Log(Math.Max(v, 1) / background), 1e-6);
    }

    /// <summary>The fixed vectors of Ruifrok and Johnston: H (0.65, 0.70, 0.29), E (0.07, 0.99, 0.11).</summary>
    public static StainUnmixing Ruifrok { get; } = new([0.65, 0.70, 0.29, 0.07, 0.99, 0.11]);

    /// <summary>Optical density of an 8-bit intensity.</summary>
    public float Density(byte intensity) => _density[intensity];

    /// <summary>Haematoxylin concentration of a colour; may be slightly negative.</summary>
    public float Haematoxylin(byte red, byte green, byte blue) => _h[0] * _density[red] + _h[1] * _density[green] + _h[2] * _density[blue];

    /// <summary>Eosin concentration of a colour; may be slightly negative.</summary>
    public float Eosin(byte red, byte green, byte blue) => _e[0] * _density[red] + _e[1] * _density[green] + _e[2] * _density[blue];

    private static double[] Unit(IReadOnlyList<double> matrix, int at)
    {
        double length = Math.Sqrt(matrix[at] * matrix[at] + matrix[at + 1] * matrix[at + 1] + matrix[at + 2] * matrix[at + 2]);
        return length > 1e-9 ? [matrix[at] / length, matrix[at + 1] / length, matrix[at + 2] / length] : throw new OptionsException(["A stain vector has no length."]);
    }
}
