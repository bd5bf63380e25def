using Thca.Radiomics.Settings;

namespace Thca.Radiomics.Parameters;

/// <summary>Words of PyRadiomics parameter files.</summary>
internal static class SettingNames
{
    /// <summary>Settings of filters and voxel maps: known, without effect on the unfiltered image.</summary>
    public static IReadOnlySet<string> OfFilters { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "sigma", "start_level", "level", "wavelet", "gradientUseSpacing", "lbp2DRadius", "lbp2DSamples", "lbp2DMethod",
        "lbp3DLevels", "lbp3DIcosphereRadius", "lbp3DIcosphereSubdivision",
    };

    public static IReadOnlySet<string> OfVoxelMaps { get; } = new HashSet<string>(StringComparer.Ordinal) { "kernelRadius", "maskedKernel", "initValue", "voxelBatch" };

    public static IReadOnlySet<string> ImageTypes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Original", "LoG", "Wavelet", "Square", "SquareRoot", "Logarithm", "Exponential", "Gradient", "LBP2D", "LBP3D",
    };

    /// <summary>Features that PyRadiomics removed because another gives the same number.</summary>
    public static IReadOnlyDictionary<string, string> RemovedGlcm { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Dissimilarity"] = "DifferenceAverage", ["Homogeneity1"] = "Id", ["Homogeneity2"] = "Idm", ["SumVariance"] = "ClusterTendency",
    };

    public static IReadOnlyDictionary<string, DistanceWeighting> Weightings { get; } = new Dictionary<string, DistanceWeighting>(StringComparer.Ordinal)
    {
        ["euclidean"] = DistanceWeighting.Euclidean, ["manhattan"] = DistanceWeighting.Manhattan,
        ["infinity"] = DistanceWeighting.Infinity, ["no_weighting"] = DistanceWeighting.Unweighted,
    };

    public static IReadOnlyDictionary<string, ResegmentationMode> Resegmentations { get; } = new Dictionary<string, ResegmentationMode>(StringComparer.Ordinal)
    {
        ["absolute"] = ResegmentationMode.Absolute, ["relative"] = ResegmentationMode.Relative, ["sigma"] = ResegmentationMode.Sigma,
    };

    /// <summary>Names and numbers of interpolators.</summary>
    public static IReadOnlyDictionary<string, ImageInterpolator> Interpolators { get; } = Enum.GetValues<ImageInterpolator>()
        .Where(i => i != ImageInterpolator.None)
        .SelectMany(i => new[] { KeyValuePair.Create("sitk" + i, i), KeyValuePair.Create(((int)i).ToString(System.Globalization.CultureInfo.InvariantCulture), i) })
        .ToDictionary(StringComparer.Ordinal);
}
