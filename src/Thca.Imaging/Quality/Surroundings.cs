using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;

namespace Thca.Imaging.Quality;

/// <summary>Measures of the tissue around a tumour.</summary>
internal sealed class Surroundings(Volume<float> image, Mask mask)
{
    private readonly GridSize _size = image.Size;

    /// <summary>Values in the shell around the tumour, and half-differences of horizontal neighbours that are both in it.</summary>
    public (double[] Values, double[] Differences) Shell(QualityOptions options)
    {
        Mask near = DistanceMap.Within(mask, options.ShellInner), far = DistanceMap.Within(mask, options.ShellOuter);
        List<double> values = [], differences = [];
        for (int row = 0; row < image.Voxels.Length; row += _size.X)
        {
            bool previous = false;
            for (int x = 0; x < _size.X; x++)
            {
                int i = row + x;
                double value = image.Voxels[i];
                bool inside = far.Voxels[i] != 0 && near.Voxels[i] == 0 && value > options.ShellMinimumHU;
                if (inside)
                {
                    values.Add(value);
                    if (previous) differences.Add((value - image.Voxels[i - 1]) / Math.Sqrt(2));
                }

                previous = inside;
            }
        }

        return ([.. values], [.. differences]);
    }

    /// <summary>Values farther from the tumour than a number of voxels.</summary>
    public double[] FarBackground(double voxels)
    {
        Mask near = DistanceMap.Within(mask, voxels, Spacing.Isotropic(1));
        List<double> values = [];
        for (int i = 0; i < near.Voxels.Length; i++)
        {
            if (near.Voxels[i] == 0) values.Add(image.Voxels[i]);
        }

        return [.. values];
    }

    /// <summary>
    /// Mean over the layer of voxels around the tumour of |dI/dz| per slice, or of the gradient's magnitude per mm; NaN without such a
    /// layer. Central differences inside, one-sided at the border, 0 along an axis of one voxel.
    /// </summary>
    public double EdgeGradient(bool alongSlicesOnly)
    {
        Mask dilated = BinaryMorphology.Dilate(mask, Connectivity.Face6);
        Spacing s = image.Geometry.Spacing;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < dilated.Voxels.Length; i++)
        {
            if (dilated.Voxels[i] == 0 || mask.Voxels[i] != 0) continue;
            VoxelIndex v = _size.IndexOf(i);
            double z = Derivative(i, v.Z, _size.Z, _size.X * _size.Y);
            count++;
            if (alongSlicesOnly)
            {
                sum += Math.Abs(z);
                continue;
            }

            double x = Derivative(i, v.X, _size.X, 1) / s.X, y = Derivative(i, v.Y, _size.Y, _size.X) / s.Y;
            z /= s.Z;
            sum += Math.Sqrt(x * x + y * y + z * z);
        }

        return count == 0 ? double.NaN : sum / count;
    }

    private double Derivative(int at, int position, int extent, int stride)
    {
        ReadOnlySpan<float> v = image.Voxels;
        if (extent == 1) return 0;
        if (position == 0) return (double)v[at + stride] - v[at];
        if (position == extent - 1) return (double)v[at] - v[at - stride];
        return ((double)v[at + stride] - v[at - stride]) / 2;
    }
}
