using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Sampling;

namespace Thca.Segmentation.Augmentation;

/// <summary>
/// Rotation and scaling around the patch's centre, which also cuts the patch to its final extents. Image: linear, zero outside. Labels: the
/// label with the largest linear weight, the lowest on ties; -1 where the coordinate leaves the grid of voxel centres. Without rotation and
/// scaling the centre is cut out untouched.
/// </summary>
/// <param name="final">Extents that remain.</param>
/// <param name="options">Angles, scale and their probabilities.</param>
public sealed class SpatialTransform(GridSize final, SpatialOptions options) : IPatchTransform
{
    /// <inheritdoc/>
    public Patch Apply(Patch patch, RandomStream random)
    {
        bool rotate = random.NextDouble() < options.RotationProbability, rescale = random.NextDouble() < options.ScaleProbability;
        double[] angles = [0, 0, 0];
        if (rotate)
        {
            for (int axis = 0; axis < (options.InPlane ? 1 : 3); axis++) angles[axis] = (2 * random.NextDouble() - 1) * options.MaxRotation;
        }

        double scale = rescale ? options.Scale.Uniform(random) : 1;
        return rotate || rescale ? Resample(patch, Matrix(angles, scale)) : Centre(patch);
    }

    /// <summary>The matrix from centred output coordinates to centred input coordinates, in array order (z, y, x).</summary>
    internal double[,] Matrix(double[] angles, double scale)
    {
        double[,] m = Multiply(Multiply(Rotation(2, angles[2]), Rotation(1, angles[1])), Rotation(0, angles[0]));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++) m[i, j] *= options.InPlane && j == 0 ? 1 : scale;
        }

        return m;
    }

    internal Patch Centre(Patch patch)
    {
        if (patch.Size == final) return patch;
        int x0 = (patch.Size.X - final.X) / 2, y0 = (patch.Size.Y - final.Y) / 2, z0 = (patch.Size.Z - final.Z) / 2;
        Patch result = Patch.Outside(final, patch.Channels);
        for (int z = 0; z < final.Z; z++)
        {
            for (int y = 0; y < final.Y; y++)
            {
                int from = patch.Size.Offset(x0, y0 + y, z0 + z), to = final.Offset(0, y, z);
                patch.Labels.AsSpan(from, final.X).CopyTo(result.Labels.AsSpan(to));
                for (int c = 0; c < patch.Channels; c++) patch.Channel(c).Slice(from, final.X).CopyTo(result.Channel(c)[to..]);
            }
        }

        return result;
    }

    internal Patch Resample(Patch patch, double[,] m)
    {
        Patch result = Patch.Outside(final, patch.Channels);
        GridSize from = patch.Size;
        double cz = (from.Z - 1) / 2.0, cy = (from.Y - 1) / 2.0, cx = (from.X - 1) / 2.0;
        int at = 0;
        for (int z = 0; z < final.Z; z++)
        {
            double oz = z - (final.Z - 1) / 2.0;
            for (int y = 0; y < final.Y; y++)
            {
                double oy = y - (final.Y - 1) / 2.0;
                for (int x = 0; x < final.X; x++, at++)
                {
                    double ox = x - (final.X - 1) / 2.0;
                    var point = new SourcePoint(
                        from, cz + m[0, 0] * oz + m[0, 1] * oy + m[0, 2] * ox, cy + m[1, 0] * oz + m[1, 1] * oy + m[1, 2] * ox, cx + m[2, 0] * oz + m[2, 1] * oy + m[2, 2] * ox);
                    for (int c = 0; c < patch.Channels; c++) result.Channel(c)[at] = point.Value(patch.Channel(c));
                    result.Labels[at] = point.Label(patch.Labels);
                }
            }
        }

        return result;
    }

    private static double[,] Rotation(int axis, double angle)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        return axis switch
        {
            0 => new[,] { { 1, 0, 0 }, { 0, c, -s }, { 0, s, c } },
            1 => new[,] { { c, 0, s }, { 0, 1, 0 }, { -s, 0, c } },
            _ => new[,] { { c, -s, 0 }, { s, c, 0 }, { 0, 0, 1 } },
        };
    }

    private static double[,] Multiply(double[,] a, double[,] b)
    {
        var result = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++) result[i, j] = a[i, 0] * b[0, j] + a[i, 1] * b[1, j] + a[i, 2] * b[2, j];
        }

        return result;
    }
}
