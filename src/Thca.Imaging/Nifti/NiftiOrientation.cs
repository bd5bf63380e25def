using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nifti;

/// <summary>
/// Geometry of a NIfTI header with the precedence of ITK 5: the sform counts when it is free of skew and either the qform is
/// unset, or the sform code is 1 (scanner), or both agree; otherwise the qform; with neither, axis-aligned at the origin.
/// NIfTI's RAS axes become LPS.
/// </summary>
internal static class NiftiOrientation
{
    private const double SkewTolerance = 1e-4;
    private const double SpacingTolerance = 1e-3;

    public static ImageGeometry ToGeometry(NiftiHeader header)
    {
        GridSize size = GridHeader.Size(Extent(header, 1), Extent(header, 2), Extent(header, 3), "NIfTI");
        double unit = (header.Units & 7) switch { 1 => 1000, 3 => 0.001, _ => 1 };
        double[]? affine = Choose(header);
        Spacing spacing = GridHeader.Spacing(PixDim(header, affine, 1) * unit, PixDim(header, affine, 2) * unit, PixDim(header, affine, 3) * unit, "NIfTI");
        if (affine is null) return new ImageGeometry(size, spacing);
        return new ImageGeometry(
            size,
            spacing,
            GridHeader.Origin(-affine[3] * unit, -affine[7] * unit, affine[11] * unit, "NIfTI"),
            GridHeader.Direction(
                [-affine[0], -affine[4], affine[8]],
                [-affine[1], -affine[5], affine[9]],
                [-affine[2], -affine[6], affine[10]],
                "NIfTI"));
    }

    private static long Extent(NiftiHeader header, int axis) => axis <= header.Dim[0] ? header.Dim[axis] : 1;

    // An axis beyond the image's dimensions has thickness 1; a zero in pixdim is taken from the affine when there is one.
    private static double PixDim(NiftiHeader header, double[]? affine, int axis)
    {
        double value = Math.Abs(header.PixDim[axis]);
        if (value != 0) return value;
        double length = affine is null ? 0 : ColumnLength(affine, axis - 1);
        return length == 0 && axis > header.Dim[0] ? 1 : length;
    }

    private static double[]? Choose(NiftiHeader header)
    {
        bool hasQ = header.QformCode > 0, hasS = header.SformCode > 0;
        if (!hasQ && !hasS) return null;
        double[] q = Qform(header);
        if (!hasS) return q;
        bool rigid = IsFreeOfSkew(header.Srow);
        bool scaled = AgreesWithPixDim(header);
        if (rigid && scaled && (!hasQ || header.SformCode == 1 || Similar(header.Srow, q))) return header.Srow;
        if (hasQ) return q;
        throw new DataFormatException(
            rigid
                ? string.Create(CultureInfo.InvariantCulture, $"The sform's voxel size ({ColumnLength(header.Srow, 0)}, {ColumnLength(header.Srow, 1)}, {ColumnLength(header.Srow, 2)}) contradicts pixdim ({header.PixDim[1]}, {header.PixDim[2]}, {header.PixDim[3]}).")
                : "The sform is sheared or singular and there is no qform; a voxel grid needs orthogonal axes.",
            "Resample the image onto an orthogonal grid or correct its header.");
    }

    private static bool AgreesWithPixDim(NiftiHeader header)
    {
        for (int axis = 0; axis < 3; axis++)
        {
            double pixdim = Math.Abs(header.PixDim[axis + 1]);
            if (pixdim != 0 && Math.Abs(pixdim - ColumnLength(header.Srow, axis)) > SpacingTolerance * Math.Max(1, pixdim)) return false;
        }

        return true;
    }

    private static bool Similar(double[] a, double[] b)
    {
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                // The two are stored independently in single precision.
                double x = a[4 * row + column], y = b[4 * row + column];
                if (!(Math.Abs(x - y) <= 1e-4 * Math.Max(1, Math.Abs(y)))) return false;
            }
        }

        return true;
    }

    private static bool IsFreeOfSkew(double[] m)
    {
        for (int i = 0; i < 3; i++)
        {
            double a = ColumnLength(m, i);
            if (!double.IsFinite(a) || a == 0) return false;
            for (int j = 0; j < i; j++)
            {
                double dot = m[i] * m[j] + m[4 + i] * m[4 + j] + m[8 + i] * m[8 + j];
                if (!(Math.Abs(dot) <= SkewTolerance * a * ColumnLength(m, j))) return false;
            }
        }

        return true;
    }

    private static double ColumnLength(double[] m, int column) => GridHeader.Norm([m[column], m[4 + column], m[8 + column]]);

    // Rotation of the unit quaternion (a, b, c, d), columns scaled by pixdim, z mirrored where pixdim[0] is negative.
    private static double[] Qform(NiftiHeader header)
    {
        double b = header.Quaternion[0], c = header.Quaternion[1], d = header.Quaternion[2];
        double a = 1 - (b * b + c * c + d * d);
        if (a < 1e-7)
        {
            double norm = 1 / Math.Sqrt(b * b + c * c + d * d);
            (a, b, c, d) = (0, b * norm, c * norm, d * norm);
        }
        else
        {
            a = Math.Sqrt(a);
        }

        double x = Scale(header, 1), y = Scale(header, 2), z = Scale(header, 3) * (header.PixDim[0] < 0 ? -1 : 1);
        return
        [
            (a * a + b * b - c * c - d * d) * x, 2 * (b * c - a * d) * y, 2 * (b * d + a * c) * z, header.Quaternion[3],
            2 * (b * c + a * d) * x, (a * a + c * c - b * b - d * d) * y, 2 * (c * d - a * b) * z, header.Quaternion[4],
            2 * (b * d - a * c) * x, 2 * (c * d + a * b) * y, (a * a + d * d - c * c - b * b) * z, header.Quaternion[5],
        ];

        // Zero spacings still leave a direction; the spacing itself is checked by the caller.
        static double Scale(NiftiHeader header, int axis) => header.PixDim[axis] == 0 ? 1 : Math.Abs(header.PixDim[axis]);
    }

    /// <summary>Quaternion parameters b, c, d and the sign of z of a right- or left-handed orthonormal RAS rotation.</summary>
    public static (double B, double C, double D, double Handedness) ToQuaternion(DirectionCosines lps)
    {
        double hand = lps.Determinant < 0 ? -1 : 1;
        double r11 = -lps.M00, r12 = -lps.M01, r13 = -lps.M02 * hand;
        double r21 = -lps.M10, r22 = -lps.M11, r23 = -lps.M12 * hand;
        double r31 = lps.M20, r32 = lps.M21, r33 = lps.M22 * hand;
        double trace = r11 + r22 + r33 + 1;
        double a, b, c, d;
        if (trace > 0.5)
        {
            a = 0.5 * Math.Sqrt(trace);
            (b, c, d) = (0.25 * (r32 - r23) / a, 0.25 * (r13 - r31) / a, 0.25 * (r21 - r12) / a);
            return (b, c, d, hand);
        }

        double xd = 1 + r11 - (r22 + r33), yd = 1 + r22 - (r11 + r33), zd = 1 + r33 - (r11 + r22);
        if (xd > 1)
        {
            b = 0.5 * Math.Sqrt(xd);
            (c, d, a) = (0.25 * (r12 + r21) / b, 0.25 * (r13 + r31) / b, 0.25 * (r32 - r23) / b);
        }
        else if (yd > 1)
        {
            c = 0.5 * Math.Sqrt(yd);
            (b, d, a) = (0.25 * (r12 + r21) / c, 0.25 * (r23 + r32) / c, 0.25 * (r13 - r31) / c);
        }
        else
        {
            d = 0.5 * Math.Sqrt(zd);
            (b, c, a) = (0.25 * (r13 + r31) / d, 0.25 * (r23 + r32) / d, 0.25 * (r21 - r12) / d);
        }

        return a < 0 ? (-b, -c, -d, hand) : (b, c, d, hand);
    }
}
