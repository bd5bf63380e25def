using System.Globalization;
using Thca.Core.Features;
using Thca.Testing;

namespace Thca.Radiomics.Tests;

public class DigitalPhantomTests
{
    // Features that IBSI defines in the same way; 3-D, averaged over directions. The kurtosis is converted (IBSI subtracts 3).
    private static readonly (string Tag, string Feature)[] SameInIbsi =
    [
        ("morph_volume", "shape_MeshVolume"), ("morph_vol_approx", "shape_VoxelVolume"), ("morph_area_mesh", "shape_SurfaceArea"), ("morph_av", "shape_SurfaceVolumeRatio"),
        ("morph_sphericity", "shape_Sphericity"), ("morph_diam", "shape_Maximum3DDiameter"), ("morph_pca_elongation", "shape_Elongation"),
        ("morph_pca_flatness", "shape_Flatness"), ("morph_pca_maj_axis", "shape_MajorAxisLength"), ("morph_pca_min_axis", "shape_MinorAxisLength"),
        ("morph_pca_least_axis", "shape_LeastAxisLength"),
        ("stat_mean", "firstorder_Mean"), ("stat_var", "firstorder_Variance"), ("stat_skew", "firstorder_Skewness"), ("stat_median", "firstorder_Median"),
        ("stat_min", "firstorder_Minimum"), ("stat_p10", "firstorder_10Percentile"), ("stat_p90", "firstorder_90Percentile"), ("stat_max", "firstorder_Maximum"),
        ("stat_iqr", "firstorder_InterquartileRange"), ("stat_range", "firstorder_Range"), ("stat_mad", "firstorder_MeanAbsoluteDeviation"),
        ("stat_rmad", "firstorder_RobustMeanAbsoluteDeviation"), ("stat_energy", "firstorder_Energy"), ("stat_rms", "firstorder_RootMeanSquared"),
        ("ih_entropy", "firstorder_Entropy"), ("ih_uniformity", "firstorder_Uniformity"),
        ("cm_joint_max_3D_avg", "glcm_MaximumProbability"), ("cm_joint_avg_3D_avg", "glcm_JointAverage"), ("cm_joint_var_3D_avg", "glcm_SumSquares"),
        ("cm_joint_entr_3D_avg", "glcm_JointEntropy"), ("cm_diff_avg_3D_avg", "glcm_DifferenceAverage"), ("cm_diff_var_3D_avg", "glcm_DifferenceVariance"),
        ("cm_diff_entr_3D_avg", "glcm_DifferenceEntropy"), ("cm_sum_avg_3D_avg", "glcm_SumAverage"), ("cm_sum_entr_3D_avg", "glcm_SumEntropy"),
        ("cm_energy_3D_avg", "glcm_JointEnergy"), ("cm_contrast_3D_avg", "glcm_Contrast"), ("cm_inv_diff_3D_avg", "glcm_Id"), ("cm_inv_diff_norm_3D_avg", "glcm_Idn"),
        ("cm_inv_diff_mom_3D_avg", "glcm_Idm"), ("cm_inv_diff_mom_norm_3D_avg", "glcm_Idmn"), ("cm_inv_var_3D_avg", "glcm_InverseVariance"),
        ("cm_corr_3D_avg", "glcm_Correlation"), ("cm_auto_corr_3D_avg", "glcm_Autocorrelation"), ("cm_clust_tend_3D_avg", "glcm_ClusterTendency"),
        ("cm_clust_shade_3D_avg", "glcm_ClusterShade"), ("cm_clust_prom_3D_avg", "glcm_ClusterProminence"), ("cm_info_corr1_3D_avg", "glcm_Imc1"), ("cm_info_corr2_3D_avg", "glcm_Imc2"),
        ("rlm_sre_3D_avg", "glrlm_ShortRunEmphasis"), ("rlm_lre_3D_avg", "glrlm_LongRunEmphasis"), ("rlm_lgre_3D_avg", "glrlm_LowGrayLevelRunEmphasis"),
        ("rlm_hgre_3D_avg", "glrlm_HighGrayLevelRunEmphasis"), ("rlm_srlge_3D_avg", "glrlm_ShortRunLowGrayLevelEmphasis"), ("rlm_srhge_3D_avg", "glrlm_ShortRunHighGrayLevelEmphasis"),
        ("rlm_lrlge_3D_avg", "glrlm_LongRunLowGrayLevelEmphasis"), ("rlm_lrhge_3D_avg", "glrlm_LongRunHighGrayLevelEmphasis"), ("rlm_glnu_3D_avg", "glrlm_GrayLevelNonUniformity"),
        ("rlm_glnu_norm_3D_avg", "glrlm_GrayLevelNonUniformityNormalized"), ("rlm_rlnu_3D_avg", "glrlm_RunLengthNonUniformity"),
        ("rlm_rlnu_norm_3D_avg", "glrlm_RunLengthNonUniformityNormalized"), ("rlm_r_perc_3D_avg", "glrlm_RunPercentage"), ("rlm_gl_var_3D_avg", "glrlm_GrayLevelVariance"),
        ("rlm_rl_var_3D_avg", "glrlm_RunVariance"), ("rlm_rl_entr_3D_avg", "glrlm_RunEntropy"),
        ("szm_sze_3D", "glszm_SmallAreaEmphasis"), ("szm_lze_3D", "glszm_LargeAreaEmphasis"), ("szm_lgze_3D", "glszm_LowGrayLevelZoneEmphasis"), ("szm_hgze_3D", "glszm_HighGrayLevelZoneEmphasis"),
        ("szm_szlge_3D", "glszm_SmallAreaLowGrayLevelEmphasis"), ("szm_szhge_3D", "glszm_SmallAreaHighGrayLevelEmphasis"), ("szm_lzlge_3D", "glszm_LargeAreaLowGrayLevelEmphasis"),
        ("szm_lzhge_3D", "glszm_LargeAreaHighGrayLevelEmphasis"), ("szm_glnu_3D", "glszm_GrayLevelNonUniformity"), ("szm_glnu_norm_3D", "glszm_GrayLevelNonUniformityNormalized"),
        ("szm_zsnu_3D", "glszm_SizeZoneNonUniformity"), ("szm_zsnu_norm_3D", "glszm_SizeZoneNonUniformityNormalized"), ("szm_z_perc_3D", "glszm_ZonePercentage"),
        ("szm_gl_var_3D", "glszm_GrayLevelVariance"), ("szm_zs_var_3D", "glszm_ZoneVariance"), ("szm_zs_entr_3D", "glszm_ZoneEntropy"),
        ("ngt_coarseness_3D", "ngtdm_Coarseness"), ("ngt_contrast_3D", "ngtdm_Contrast"), ("ngt_busyness_3D", "ngtdm_Busyness"), ("ngt_complexity_3D", "ngtdm_Complexity"), ("ngt_strength_3D", "ngtdm_Strength"),
        ("ngl_lde_3D", "gldm_SmallDependenceEmphasis"), ("ngl_hde_3D", "gldm_LargeDependenceEmphasis"), ("ngl_lgce_3D", "gldm_LowGrayLevelEmphasis"),
        ("ngl_hgce_3D", "gldm_HighGrayLevelEmphasis"), ("ngl_ldlge_3D", "gldm_SmallDependenceLowGrayLevelEmphasis"), ("ngl_ldhge_3D", "gldm_SmallDependenceHighGrayLevelEmphasis"),
        ("ngl_hdlge_3D", "gldm_LargeDependenceLowGrayLevelEmphasis"), ("ngl_hdhge_3D", "gldm_LargeDependenceHighGrayLevelEmphasis"), ("ngl_glnu_3D", "gldm_GrayLevelNonUniformity"),
        ("ngl_dcnu_3D", "gldm_DependenceNonUniformity"), ("ngl_dcnu_norm_3D", "gldm_DependenceNonUniformityNormalized"), ("ngl_gl_var_3D", "gldm_GrayLevelVariance"),
        ("ngl_dc_var_3D", "gldm_DependenceVariance"), ("ngl_dc_entr_3D", "gldm_DependenceEntropy"),
    ];

    [Fact]
    public void Extract_SettingA_GivesAnchors() => AssertAnchors(new RadiomicsOptions { BinWidth = 1 }, a => a.A);

    [Fact]
    public void Extract_SettingB_GivesAnchors() =>
        AssertAnchors(new RadiomicsOptions { BinCount = 32, Normalize = true, NormalizeScale = 100 }, a => a.B);

    [Fact]
    public void Descriptors_Default_AreThe107InOrder() =>
        Assert.Equal(DigitalPhantomAnchors.All.Select(a => a.Name), new RadiomicsExtractor().Descriptors.Select(d => d.Name));

    [Fact]
    public void Extract_PhantomOfIbsi_GivesPublishedValues()
    {
        Dictionary<string, string[]> reference = File.ReadLines(SharedData.Path("golden", "ibsi", "reference_dig_phantom.csv")).Skip(1)
            .Select(line => line.Split(',')).ToDictionary(cells => cells[0], StringComparer.Ordinal);
        FeatureVector features = new RadiomicsExtractor(new RadiomicsOptions { BinWidth = 1 }).Extract(DigitalPhantom.Image, DigitalPhantom.Mask);

        // IBSI divides the covariance of the coordinates by Np − 1, PyRadiomics by Np.
        double axis = Math.Sqrt(74 / 73.0);
        Assert.All(SameInIbsi, pair => AssertPublished(reference[pair.Tag], features[pair.Feature] * (pair.Feature.EndsWith("AxisLength", StringComparison.Ordinal) ? axis : 1)));
        AssertPublished(reference["stat_kurt"], features["firstorder_Kurtosis"] - 3);
    }

    private static void AssertAnchors(RadiomicsOptions options, Func<(string Name, double A, double B), double> column)
    {
        FeatureVector features = new RadiomicsExtractor(options).Extract(DigitalPhantom.Image, DigitalPhantom.Mask);
        Assert.All(DigitalPhantomAnchors.All, a => Close.To(column(a), features[a.Name], 1e-8, 1e-12, a.Name));
    }

    private static void AssertPublished(string[] row, double actual)
    {
        double reference = double.Parse(row[1], CultureInfo.InvariantCulture), tolerance = double.Parse(row[2], CultureInfo.InvariantCulture);
        double rounded = double.Parse(actual.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Assert.True(Math.Abs(rounded - reference) <= tolerance + 1e-9 * Math.Abs(reference), $"{row[0]}: published {row[1]} ± {row[2]}, got {actual}");
    }
}
