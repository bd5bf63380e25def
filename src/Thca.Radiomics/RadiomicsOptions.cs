using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Radiomics.Settings;

namespace Thca.Radiomics;

/// <summary>
/// Settings of <see cref="RadiomicsExtractor"/>. Names, meaning and defaults are those of PyRadiomics; the name of the setting in its
/// parameter files is given in each remark where it differs by more than case.
/// </summary>
public sealed record RadiomicsOptions
{
    /// <summary>Feature classes to compute, in output order (shape always comes first).</summary>
    /// <value>shape, firstorder, glcm, glrlm, glszm, gldm, ngtdm: 107 features.</value>
    public IReadOnlyList<FeatureClassSelection> FeatureClasses { get; init; } =
        ["shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm"];

    /// <summary>Width of a gray-level bin in units of the (normalised) image; bins are aligned to 0.</summary>
    /// <value>25.</value>
    public double BinWidth { get; init; } = 25;

    /// <summary>Number of bins between the region's minimum and maximum; overrides <see cref="BinWidth"/>.</summary>
    /// <value>null.</value>
    public int? BinCount { get; init; }

    /// <summary>Whether the whole image is turned into z-scores (sample standard deviation) first.</summary>
    /// <value>false.</value>
    public bool Normalize { get; init; }

    /// <summary>Factor on the z-scores.</summary>
    /// <value>1.</value>
    public double NormalizeScale { get; init; } = 1;

    /// <summary>Limit to which z-scores are clamped before scaling (<c>removeOutliers</c>).</summary>
    /// <value>null: none.</value>
    public double? RemoveOutliers { get; init; }

    /// <summary>Spacing in mm (x, y, z) to which image and mask are resampled; 0 keeps an axis.</summary>
    /// <value>null: no resampling.</value>
    public IReadOnlyList<double>? ResampledPixelSpacing { get; init; }

    /// <summary>Interpolation of intensities when resampling; masks always take the nearest voxel.</summary>
    /// <value><see cref="ImageInterpolator.BSpline"/>.</value>
    public ImageInterpolator Interpolator { get; init; } = ImageInterpolator.BSpline;

    /// <summary>New voxels kept around the region when resampling (and with <see cref="PreCrop"/>).</summary>
    /// <value>5.</value>
    public int PadDistance { get; init; } = 5;

    /// <summary>Whether the image is cropped to the region plus <see cref="PadDistance"/> after normalisation; changes no feature of the unfiltered image.</summary>
    /// <value>false.</value>
    public bool PreCrop { get; init; }

    /// <summary>Whether neighbourhoods stay within slices.</summary>
    /// <value>false.</value>
    public bool Force2D { get; init; }

    /// <summary>Axis across the slices when <see cref="Force2D"/> is on: 0 = z, 1 = y, 2 = x (<c>force2Ddimension</c>).</summary>
    /// <value>0.</value>
    public int Force2DDimension { get; init; }

    /// <summary>Neighbour distances in voxels (largest component) of GLCM, GLDM and NGTDM.</summary>
    /// <value>1.</value>
    public IReadOnlyList<int> Distances { get; init; } = [1];

    /// <summary>Weighting by distance of GLCM and GLRLM.</summary>
    /// <value><see cref="DistanceWeighting.None"/>: features per direction, then their mean.</value>
    public DistanceWeighting WeightingNorm { get; init; }

    /// <summary>Whether GLCM counts each pair in both orders (<c>symmetricalGLCM</c>).</summary>
    /// <value>true.</value>
    public bool SymmetricalGlcm { get; init; } = true;

    /// <summary>Largest level difference at which a GLDM neighbour depends on the centre (<c>gldm_a</c>).</summary>
    /// <value>0.</value>
    public int GldmAlpha { get; init; }

    /// <summary>One or two limits that restrict the region by intensity, or null.</summary>
    /// <value>null.</value>
    public IReadOnlyList<double>? ResegmentRange { get; init; }

    /// <summary>What the limits mean.</summary>
    /// <value><see cref="ResegmentationMode.Absolute"/>.</value>
    public ResegmentationMode ResegmentMode { get; init; }

    /// <summary>Whether shape features use the restricted region too.</summary>
    /// <value>false.</value>
    public bool ResegmentShape { get; init; }

    /// <summary>Constant added to intensities in Energy, TotalEnergy and RootMeanSquared.</summary>
    /// <value>0.</value>
    public double VoxelArrayShift { get; init; }

    /// <summary>Number of axes along which the region must extend over more than one voxel, 1 to 3 (<c>minimumROIDimensions</c>).</summary>
    /// <value>2.</value>
    public int MinimumRoiDimensions { get; init; } = 2;

    /// <summary>The region must have more voxels than this (<c>minimumROISize</c>).</summary>
    /// <value>null: no limit.</value>
    public int? MinimumRoiSize { get; init; }

    /// <summary>Tolerance of the geometry check, relative to the x spacing.</summary>
    /// <value>1e-6.</value>
    public double GeometryTolerance { get; init; } = ImageGeometry.DefaultTolerance;

    /// <summary>Whether a mask on another grid is resampled onto the image's (nearest voxel) instead of refused.</summary>
    /// <value>false.</value>
    public bool CorrectMask { get; init; }

    /// <summary>Label of the region in a label map.</summary>
    /// <value>1.</value>
    public int Label { get; init; } = 1;

    /// <summary>Whether <see cref="Core.Features.FeatureVector.Diagnostics"/> is filled.</summary>
    /// <value>true.</value>
    public bool AdditionalInfo { get; init; } = true;

    /// <summary>Level of a constant region under <see cref="BinCount"/>.</summary>
    /// <value><see cref="Settings.FlatRegionLevel.Middle"/>, as PyRadiomics.</value>
    public FlatRegionLevel FlatRegionLevel { get; init; }

    /// <summary>Treatment of isolated voxels in NGTDM.</summary>
    /// <value><see cref="IsolatedVoxels.Count"/>, as PyRadiomics.</value>
    public IsolatedVoxels NgtdmIsolated { get; init; }

    /// <summary>Value of <c>glcm_Imc2</c> where rounding makes the information negative.</summary>
    /// <value><see cref="NegativeInformation.Skip"/>, as PyRadiomics.</value>
    public NegativeInformation NegativeImc2 { get; init; }

    /// <summary>
    /// Whether skewness and kurtosis of a constant region are exactly 0. When false, rounding of the mean may give 1, as in PyRadiomics.
    /// </summary>
    /// <value>false.</value>
    public bool ExactFlatMoments { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">A setting is outside its range; all are listed.</exception>
    public void Validate() => OptionsException.ThrowIfAny(RadiomicsOptionsCheck.Problems(this));

    /// <summary>Every setting as name and text, for provenance and diagnostics; names are those of PyRadiomics parameter files.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToParameters() => RadiomicsOptionsText.Of(this);
}
