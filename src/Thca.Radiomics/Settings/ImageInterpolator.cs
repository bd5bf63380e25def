namespace Thca.Radiomics.Settings;

/// <summary>How intensities are interpolated when <see cref="RadiomicsOptions.ResampledPixelSpacing"/> is set; numbered as in PyRadiomics.</summary>
public enum ImageInterpolator
{
    /// <summary>No resampling, whatever the spacing.</summary>
    None = 0,

    /// <summary>Value of the nearest voxel.</summary>
    NearestNeighbor = 1,

    /// <summary>Trilinear.</summary>
    Linear = 2,

    /// <summary>Cubic B-spline through the voxel values.</summary>
    BSpline = 3,

    /// <summary>Gaussian kernel; known by name, not available.</summary>
    Gaussian = 4,

    /// <summary>Gaussian for labels; known by name, not available.</summary>
    LabelGaussian = 5,

    /// <summary>Sinc with Hamming window; known by name, not available.</summary>
    HammingWindowedSinc = 6,

    /// <summary>Sinc with cosine window; known by name, not available.</summary>
    CosineWindowedSinc = 7,

    /// <summary>Sinc with Welch window; known by name, not available.</summary>
    WelchWindowedSinc = 8,

    /// <summary>Sinc with Lanczos window; known by name, not available.</summary>
    LanczosWindowedSinc = 9,

    /// <summary>Sinc with Blackman window; known by name, not available.</summary>
    BlackmanWindowedSinc = 10,
}
