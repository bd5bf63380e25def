namespace Thca.Imaging.Resampling;

/// <summary>How values between voxel centres are found.</summary>
public enum Interpolation
{
    /// <summary>Value of the nearest voxel, index floor(c + 0.5).</summary>
    NearestNeighbor,

    /// <summary>Trilinear; edge voxels extend to the border of the image.</summary>
    Linear,

    /// <summary>Cubic B-spline through the voxel values, mirrored at the border.</summary>
    BSpline,
}
