using System.Globalization;
using Thca.Core.Features;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>The features of both profiles, in the order of their columns.</summary>
public static class NuclearFeatureCatalog
{
    /// <summary>Distances of the co-occurrence features, pixels of the detector's grid.</summary>
    public static IReadOnlyList<int> TextureDistances { get; } = [1, 2, 4];

    /// <summary>The full set, about 90 features.</summary>
    public static IReadOnlyList<NuclearFeature> Sound { get; } = [.. Size(), .. Shape(), .. Contour(), .. Intensity(), .. Colour(), .. Texture(), .. Chromatin(), .. Neighbourhood()];

    /// <summary>The 25 features of the study's script, with its names.</summary>
    public static IReadOnlyList<NuclearFeature> Reference25 { get; } =
    [
        .. Family("morphology", true,
            ("area", "px", "number of mask pixels A"), ("area_bbox", "px", "pixels of the bounding box"), ("eccentricity", "1", "sqrt(1 - l2/l1), eigenvalues of the second central moments"),
            ("perimeter", "px", "border pixels weighted by their neighbourhood (1, sqrt 2, (1 + sqrt 2)/2)"), ("circularity", "1", "4 pi A / perimeter^2"),
            ("major_axis_length", "px", "4 sqrt(l1)"), ("minor_axis_length", "px", "4 sqrt(l2)"), ("elongation", "1", "major / minor"), ("extent", "1", "A / area_bbox"),
            ("solidity", "1", "A / pixels in or on the convex hull of the pixel edges' midpoints")),
        .. Family("curvature", false,
            ("curve_mean", "1", "mean sine of the turning angle over steps of 5 outline points"), ("curve_max", "1", "maximum"), ("curve_min", "1", "minimum")),
        .. Family("curvature", true, ("curve_std", "1", "standard deviation")),
        .. Family("intensity", true,
            ("intensity_mean", "grey", "mean grey level of the mask"), ("intensity_std", "grey", "standard deviation (n)"), ("intensity_max", "grey", "maximum"), ("intensity_min", "grey", "minimum")),
        .. Family("intensity", false, ("intensity_skewness", "1", "m3 / m2^1.5"), ("intensity_kurtosis", "1", "m4 / m2^2 - 3")),
        .. Family("intensity", true, ("intensity_entropy", "bit", "256-bin histogram")),
        .. Family("texture", true, ("contrast", "1", "co-occurrence of the whole patch, 8 levels, d = 1"), ("homogeneity", "1", "idem"), ("energy", "1", "idem, sqrt of the angular second moment")),
        .. Family("texture", false, ("correlation", "1", "idem")),
    ];

    /// <summary>The features of a profile.</summary>
    public static IReadOnlyList<NuclearFeature> Of(NuclearProfile profile) => profile == NuclearProfile.Sound ? Sound : Reference25;

    private static IEnumerable<NuclearFeature> Size() => Family("size", true,
        ("area_um2", "um2", "mask pixels x pixel area"), ("perimeter_um", "um", "length of the smoothed outline, moved half a pixel outwards to the border"),
        ("major_um", "um", "4 sqrt(l1), second central moments with 1/12 pixel added"), ("minor_um", "um", "4 sqrt(l2), idem"),
        ("equivalent_diameter_um", "um", "sqrt(4 area / pi)"), ("bbox_area_um2", "um2", "area of the bounding box"), ("convex_area_um2", "um2", "area of the convex hull's pixels"));

    private static IEnumerable<NuclearFeature> Shape() => Family("shape", true,
        ("eccentricity", "1", "sqrt(1 - l2/l1)"), ("elongation", "1", "major / minor"), ("circularity", "1", "min(1, 4 pi area / perimeter^2)"), ("extent", "1", "area / bounding box"),
        ("solidity", "1", "area / convex area"), ("fourier_irregularity", "1", "sum of harmonics 2..10 of the centroid distance at 64 equal arcs / harmonic 0"));

    private static IEnumerable<NuclearFeature> Contour() =>
    [
        .. Family("contour", false,
            ("curve_mean", "1/um", "mean curvature of the smoothed outline (0.5 um arcs, sd 0.75 um), positive where convex"), ("curve_max", "1/um", "maximum"), ("curve_min", "1/um", "minimum")),
        .. Family("contour", true, ("curve_sd", "1/um", "standard deviation (n)"), ("curve_abs_mean", "1/um", "mean absolute curvature"), ("concave_fraction", "1", "share of samples with curvature below -0.02 / um")),
    ];

    private static IEnumerable<NuclearFeature> Intensity() =>
    [
        .. Moments("intensity", "intensity_", "grey", "grey level after normalisation"), .. Moments("intensity", "h_", "OD", "haematoxylin concentration"),
        .. Family("intensity", true, ("e_mean", "OD", "mean eosin concentration"), ("h_mean_ring", "OD", "mean haematoxylin within 2 um outside, other nuclei excluded")),
        .. Family("intensity", false, ("h_contrast", "OD", "h_mean - h_mean_ring")),
    ];

    private static IEnumerable<NuclearFeature> Moments(string family, string stem, string unit, string what)
    {
        bool positive = stem == "intensity_";
        return
        [
            .. Family(family, true, (stem + "mean", unit, $"mean {what}"), (stem + "sd", unit, "standard deviation (n)")),
            .. Family(family, positive, (stem + "min", unit, "minimum")),
            .. Family(family, true, (stem + "max", unit, "maximum")),
            .. Family(family, positive, (stem + "p5", unit, "5th percentile")),
            .. Family(family, true, (stem + "p95", unit, "95th percentile")),
            .. Family(family, false, (stem + "skewness", "1", "m3 / m2^1.5"), (stem + "kurtosis", "1", "m4 / m2^2 - 3")),
            .. Family(family, true, (stem + "entropy", "bit", unit == "grey" ? "256 bins, 0..256" : "256 bins, 0..3 OD, clamped")),
        ];
    }

    private static IEnumerable<NuclearFeature> Colour() =>
    [
        .. Family("colour", true, ("lab_l_mean", "1", "mean CIE L*"), ("lab_l_sd", "1", "standard deviation (n)")),
        .. Family("colour", false, ("lab_a_mean", "1", "mean CIE a*")),
        .. Family("colour", true, ("lab_a_sd", "1", "standard deviation (n)")),
        .. Family("colour", false, ("lab_b_mean", "1", "mean CIE b*")),
        .. Family("colour", true, ("lab_b_sd", "1", "standard deviation (n)")),
        .. Family("colour", true,
            ("od_r_mean", "OD", "mean -ln(R/255)"), ("od_r_sd", "OD", "standard deviation (n)"), ("od_g_mean", "OD", "mean -ln(G/255)"), ("od_g_sd", "OD", "standard deviation (n)"),
            ("od_b_mean", "OD", "mean -ln(B/255)"), ("od_b_sd", "OD", "standard deviation (n)")),
    ];

    private static IEnumerable<NuclearFeature> Texture() => TextureDistances.SelectMany(d =>
    {
        string end = string.Create(CultureInfo.InvariantCulture, $"_d{d}"), at = string.Create(CultureInfo.InvariantCulture, $", pairs inside the mask, distance {d} px, 4 angles together, 16 levels of H");
        return (NuclearFeature[])
        [
            .. Family("texture", true, ("texture_contrast" + end, "1", "sum P (i-j)^2" + at), ("texture_homogeneity" + end, "1", "sum P / (1 + (i-j)^2)" + at), ("texture_energy" + end, "1", "sqrt sum P^2" + at)),
            .. Family("texture", false, ("texture_correlation" + end, "1", "sum P (i-mu)(j-mu) / s^2" + at)),
            .. Family("texture", true, ("texture_entropy" + end, "bit", "-sum P log2 P" + at)),
        ];
    });

    private static IEnumerable<NuclearFeature> Chromatin() => Family("chromatin", true,
        ("chromatin_fraction", "1", "share of pixels with H above mean + 1 sd"), ("chromatin_blobs", "1", "8-connected parts of those of 4 px or more"), ("chromatin_blob_share", "1", "area of those parts / area"));

    private static IEnumerable<NuclearFeature> Neighbourhood() => Family("neighbourhood", true,
    [
        ("nn_distance_um", "um", "distance to the nearest nucleus"), ("knn5_um", "um", "mean distance to the 5 nearest"), ("knn10_um", "um", "mean distance to the 10 nearest"), ("knn20_um", "um", "mean distance to the 20 nearest"),
        ("density_25um", "1/1000um2", "other nuclei within 25 um per tissue area there"), ("density_50um", "1/1000um2", "other nuclei within 50 um per tissue area there"),
        .. NucleusTypes.Proper.Select(t => ($"nearest_{Group(t)}_um", "um", $"distance to the nearest other nucleus of type {Group(t)}")),
        .. NucleusTypes.Proper.Select(t => ($"share10_{Group(t)}", "1", $"share of type {Group(t)} among the 10 nearest")),
        ("orientation_coherence", "1", "|mean exp(2 i theta)| of the major axes of the 10 nearest"),
    ]);

    private static string Group(NucleusType type) => NucleusTypes.GroupName(type);

    private static IEnumerable<NuclearFeature> Family(string family, bool positive, params (string Name, string Unit, string Formula)[] features) =>
        features.Select(f => new NuclearFeature(new FeatureDescriptor(f.Name, family, f.Unit, f.Formula), positive));
}
