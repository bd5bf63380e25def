namespace Thca.Phantoms.Cohorts;

/// <summary>Names of the 107 radiomics features, by class.</summary>
internal static class PhantomFeatureNames
{
    private const string Shape = "Elongation Flatness LeastAxisLength MajorAxisLength Maximum2DDiameterColumn Maximum2DDiameterRow Maximum2DDiameterSlice Maximum3DDiameter MeshVolume MinorAxisLength Sphericity SurfaceArea SurfaceVolumeRatio VoxelVolume";
    private const string FirstOrder = "10Percentile 90Percentile Energy Entropy InterquartileRange Kurtosis Maximum MeanAbsoluteDeviation Mean Median Minimum Range RobustMeanAbsoluteDeviation RootMeanSquared Skewness TotalEnergy Uniformity Variance";
    private const string Glcm = "Autocorrelation ClusterProminence ClusterShade ClusterTendency Contrast Correlation DifferenceAverage DifferenceEntropy DifferenceVariance Id Idm Idmn Idn Imc1 Imc2 InverseVariance JointAverage JointEnergy JointEntropy MCC MaximumProbability SumAverage SumEntropy SumSquares";
    private const string Glrlm = "GrayLevelNonUniformity GrayLevelNonUniformityNormalized GrayLevelVariance HighGrayLevelRunEmphasis LongRunEmphasis LongRunHighGrayLevelEmphasis LongRunLowGrayLevelEmphasis LowGrayLevelRunEmphasis RunEntropy RunLengthNonUniformity RunLengthNonUniformityNormalized RunPercentage RunVariance ShortRunEmphasis ShortRunHighGrayLevelEmphasis ShortRunLowGrayLevelEmphasis";
    private const string Glszm = "GrayLevelNonUniformity GrayLevelNonUniformityNormalized GrayLevelVariance HighGrayLevelZoneEmphasis LargeAreaEmphasis LargeAreaHighGrayLevelEmphasis LargeAreaLowGrayLevelEmphasis LowGrayLevelZoneEmphasis SizeZoneNonUniformity SizeZoneNonUniformityNormalized SmallAreaEmphasis SmallAreaHighGrayLevelEmphasis SmallAreaLowGrayLevelEmphasis ZoneEntropy ZonePercentage ZoneVariance";
    private const string Gldm = "DependenceEntropy DependenceNonUniformity DependenceNonUniformityNormalized DependenceVariance GrayLevelNonUniformity GrayLevelVariance HighGrayLevelEmphasis LargeDependenceEmphasis LargeDependenceHighGrayLevelEmphasis LargeDependenceLowGrayLevelEmphasis LowGrayLevelEmphasis SmallDependenceEmphasis SmallDependenceHighGrayLevelEmphasis SmallDependenceLowGrayLevelEmphasis";
    private const string Ngtdm = "Busyness Coarseness Complexity Contrast Strength";

    /// <summary>Shape features.</summary>
    public static IReadOnlyList<string> OfShape { get; } = Of("shape", Shape);

    /// <summary>All features that are not of shape.</summary>
    public static IReadOnlyList<string> OfTexture { get; } =
        [.. Of("firstorder", FirstOrder), .. Of("glcm", Glcm), .. Of("glrlm", Glrlm), .. Of("glszm", Glszm), .. Of("gldm", Gldm), .. Of("ngtdm", Ngtdm)];

    private static string[] Of(string family, string names) => [.. names.Split(' ').Select(n => $"{family}_{n}")];
}
