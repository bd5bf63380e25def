using Thca.Core.Geometry;

namespace Thca.Segmentation.Augmentation;

/// <summary>How far patches are rotated and scaled.</summary>
public sealed record SpatialOptions
{
    private const double ScaleMargin = 0.85;

    /// <summary>Probability of a rotation.</summary>
    /// <value>0.2.</value>
    public double RotationProbability { get; init; } = 0.2;

    /// <summary>Largest angle around every axis, radians.</summary>
    /// <value>30 degrees.</value>
    public double MaxRotation { get; init; } = Math.PI / 6;

    /// <summary>Probability of scaling.</summary>
    /// <value>0.2.</value>
    public double ScaleProbability { get; init; } = 0.2;

    /// <summary>Interval of the scale, the same for all axes; above 1 objects become smaller.</summary>
    /// <value>0.7 to 1.4.</value>
    public RandomRange Scale { get; init; } = new(0.7, 1.4);

    /// <summary>Whether only the last two axes take part: slices of very anisotropic patches, and two-dimensional networks.</summary>
    /// <value>false.</value>
    public bool InPlane { get; init; }

    /// <summary>nnU-Net's choice for a patch: 30 degrees; in-plane by any angle when it is flat; 15 degrees for elongated slices.</summary>
    /// <param name="patch">Extents of the final patch.</param>
    /// <param name="dimensions">2 or 3 spatial axes of the network.</param>
    public static SpatialOptions For(GridSize patch, int dimensions)
    {
        if (dimensions == 2)
        {
            bool elongated = (double)Math.Max(patch.X, patch.Y) / Math.Min(patch.X, patch.Y) > 1.5;
            return new SpatialOptions { InPlane = true, MaxRotation = elongated ? Math.PI / 12 : Math.PI };
        }

        bool flat = Math.Max(patch.Z, Math.Max(patch.Y, patch.X)) > 3.0 * patch.Z;
        return flat ? new SpatialOptions { InPlane = true, MaxRotation = Math.PI } : new SpatialOptions();
    }

    /// <summary>Extents that must be cut so that a rotated and scaled patch stays filled.</summary>
    /// <param name="patch">Extents of the final patch.</param>
    public GridSize InitialSize(GridSize patch)
    {
        if (RotationProbability == 0 && ScaleProbability == 0) return patch;
        double angle = Math.Min(MaxRotation, Math.PI / 2), c = Math.Cos(angle), s = Math.Sin(angle);
        double z = patch.Z, y = patch.Y, x = patch.X, mz = z, my = y, mx = x;
        my = Math.Max(my, Math.Abs(y * c + x * s));
        mx = Math.Max(mx, Math.Abs(-y * s + x * c));
        if (InPlane) return new GridSize((int)(mx / ScaleMargin), (int)(my / ScaleMargin), patch.Z);
        mz = Math.Max(mz, Math.Max(Math.Abs(z * c - x * s), Math.Abs(z * c + y * s)));
        mx = Math.Max(mx, Math.Abs(z * s + x * c));
        my = Math.Max(my, Math.Abs(-z * s + y * c));
        return new GridSize((int)(mx / ScaleMargin), (int)(my / ScaleMargin), (int)(mz / ScaleMargin));
    }
}
