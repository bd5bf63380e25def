using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Codecs;

/// <summary>Checks that turn header numbers of any format into a size and a spacing, or a clear error.</summary>
internal static class GridHeader
{
    public static GridSize Size(long x, long y, long z, string format)
    {
        if (x < 1 || y < 1 || z < 1)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The {format} header gives the size {x} x {y} x {z}; every extent must be at least 1."), "The file is damaged or not an image.");
        if ((double)x * y * z > int.MaxValue)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The {format} header gives the size {x} x {y} x {z}; more than {int.MaxValue} voxels are not supported."), "Crop the image.", ProblemCodes.SizeLimitExceeded);
        return new GridSize((int)x, (int)y, (int)z);
    }

    public static Spacing Spacing(double x, double y, double z, string format)
    {
        if (Valid(x) && Valid(y) && Valid(z)) return new Spacing(x, y, z);
        throw new DataFormatException(
            string.Create(CultureInfo.InvariantCulture, $"The {format} header gives the voxel spacing ({x}, {y}, {z}) mm; every value must be finite and positive."),
            "Correct the header: lesion volumes and shape features depend on it.");

        static bool Valid(double v) => double.IsFinite(v) && v > 0;
    }

    public static PhysicalPoint Origin(double x, double y, double z, string format) => double.IsFinite(x) && double.IsFinite(y) && double.IsFinite(z)
        ? new PhysicalPoint(x, y, z)
        : throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The {format} header gives the origin ({x}, {y}, {z}); every value must be finite."), "Correct the header.");

    /// <summary>Orientation from the direction of each index axis; the vectors are normalised.</summary>
    public static DirectionCosines Direction(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, string format)
    {
        double a = Norm(x), b = Norm(y), c = Norm(z);
        try
        {
            return new DirectionCosines(
                Part(x[0], a), Part(y[0], b), Part(z[0], c),
                Part(x[1], a), Part(y[1], b), Part(z[1], c),
                Part(x[2], a), Part(y[2], b), Part(z[2], c));
        }
        catch (ArgumentException exception)
        {
            throw new DataFormatException($"The {format} header's axis directions are no orientation. {exception.Message}", "Correct the header.", inner: exception);
        }
    }

    // Adding 0 turns -0, which sign flips between RAS and LPS leave behind, into 0.
    private static double Part(double component, double length) => component / length + 0.0;

    public static double Norm(ReadOnlySpan<double> v) => Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}
