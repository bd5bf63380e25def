using Thca.Core.Errors;
using Thca.Pathology.Slides;

namespace Thca.Pathology.Stains;

/// <summary>Two stain vectors of unit length: the optical density in R, G and B of one unit of haematoxylin and of eosin.</summary>
public sealed record StainMatrix
{
    private const double SmallestSine = 1e-3;

    /// <summary>Puts two vectors into order and to unit length.</summary>
    /// <param name="first">R, G, B of one stain.</param>
    /// <param name="second">R, G, B of the other. The one with the larger red component becomes haematoxylin.</param>
    /// <exception cref="DataFormatException">STAIN_SINGULAR: the vectors are zero, not finite or parallel.</exception>
    public StainMatrix(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] a = Unit(first), b = Unit(second);
        (Haematoxylin, Eosin) = a[0] >= b[0] ? (a, b) : (b, a);
        double cosine = Dot(a, b);
        if (!(1 - cosine * cosine >= SmallestSine * SmallestSine)) throw Singular("both stain vectors point the same way");
    }

    /// <summary>Haematoxylin: R, G, B, unit length.</summary>
    public IReadOnlyList<double> Haematoxylin { get; }

    /// <summary>Eosin: R, G, B, unit length.</summary>
    public IReadOnlyList<double> Eosin { get; }

    /// <summary>The fixed vectors of Ruifrok and Johnston.</summary>
    public static StainMatrix Ruifrok { get; } = new([0.65, 0.70, 0.29], [0.07, 0.99, 0.11]);

    /// <summary>Angle between the two stains, degrees.</summary>
    public double Angle => Degrees(Haematoxylin, Eosin);

    /// <summary>Angle between two unit vectors, degrees.</summary>
    public static double Degrees(IReadOnlyList<double> a, IReadOnlyList<double> b) => Math.Acos(Math.Clamp(Dot(a, b), -1, 1)) * 180 / Math.PI;

    /// <summary>The error of an image without two stains.</summary>
    internal static DataFormatException Singular(string why) => new(
        $"The image has no two stains to tell apart: {why}.",
        "Leave blank and one-colour images out, or use the Ruifrok method, which estimates no vectors.",
        SlideProblems.StainSingular);

    /// <summary>The 3 x 2 matrix (R, G, B by H, E) that turns optical densities into concentrations by unconstrained least squares.</summary>
    internal double[] Unmixing()
    {
        double cross = Dot(Haematoxylin, Eosin), determinant = 1 - cross * cross;
        var result = new double[6];
        for (int c = 0; c < 3; c++)
        {
            result[2 * c] = (Haematoxylin[c] - cross * Eosin[c]) / determinant;
            result[2 * c + 1] = (Eosin[c] - cross * Haematoxylin[c]) / determinant;
        }

        return result;
    }

    private static double Dot(IReadOnlyList<double> a, IReadOnlyList<double> b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

    private static double[] Unit(IReadOnlyList<double> v)
    {
        double length = Math.Sqrt(Dot(v, v));
        if (!(length > 1e-9 && double.IsFinite(length))) throw Singular("a stain vector has no length");
        return [v[0] / length, v[1] / length, v[2] / length];
    }
}
