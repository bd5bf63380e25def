using Thca.Modeling.Data;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Declarations;

/// <summary>
/// Units that follow from what a feature is: shape features are lengths, areas and volumes of the mask in mm; texture features and ratios are
/// numbers; intensities are in Hounsfield units unless the image was normalised, so those are assumed; an iTED feature has the unit of its
/// feature.
/// </summary>
internal static class FeatureUnits
{
    private static readonly string[] Lengths = ["MajorAxisLength", "MinorAxisLength", "LeastAxisLength", "Maximum3DDiameter", "Maximum2DDiameterSlice", "Maximum2DDiameterColumn", "Maximum2DDiameterRow", "MaximumDiameter", "Perimeter"];
    private static readonly string[] Volumes = ["MeshVolume", "VoxelVolume"];
    private static readonly string[] Areas = ["SurfaceArea", "MeshSurface", "PixelSurface"];
    private static readonly string[] NumbersOfFirstOrder = ["Entropy", "Uniformity", "Kurtosis", "Skewness"];
    private static readonly string[] Squares = ["Energy", "TotalEnergy", "Variance"];
    private static readonly string[] CountsAndRatios = ["Number_of_metastatic_lymph_nodes", "NLR", "PLR", "LMR"];

    /// <summary>Unit and how sure it is.</summary>
    public static (string Unit, CritUnitStatus Status) Of(ModelFeature feature)
    {
        if (feature.IsCategorical) return ("1", CritUnitStatus.Stated);
        return feature.Modality switch
        {
            Modality.Clinical => Clinical(feature.Name),
            Modality.IthScore => ("1", CritUnitStatus.Stated),
            Modality.ITed => Imaging(feature.Name.StartsWith("iTED_", StringComparison.Ordinal) ? feature.Name["iTED_".Length..] : feature.Name),
            _ => Imaging(feature.Name),
        };
    }

    private static (string Unit, CritUnitStatus Status) Clinical(string name)
    {
        string unit = ClinicalColumn.Find(name)?.Unit ?? "1";
        return (unit, CountsAndRatios.Contains(name, StringComparer.Ordinal) ? CritUnitStatus.Stated : CritUnitStatus.Assumed);
    }

    private static (string Unit, CritUnitStatus Status) Imaging(string name)
    {
        int cut = name.IndexOf('_', StringComparison.Ordinal);
        (string family, string feature) = cut < 0 ? ("", name) : (name[..cut], name[(cut + 1)..]);
        return family switch
        {
            "shape" or "shape2D" => (Shape(feature), CritUnitStatus.Stated),
            "firstorder" when NumbersOfFirstOrder.Contains(feature, StringComparer.Ordinal) => ("1", CritUnitStatus.Stated),
            "firstorder" => (Squares.Contains(feature, StringComparer.Ordinal) ? "[hnsf'U]2" : "[hnsf'U]", CritUnitStatus.Assumed),
            "glcm" or "glrlm" or "glszm" or "gldm" or "ngtdm" => ("1", CritUnitStatus.Stated),
            _ => ("1", CritUnitStatus.Assumed),
        };
    }

    private static string Shape(string feature) => feature switch
    {
        "SurfaceVolumeRatio" or "PerimeterSurfaceRatio" => "mm-1",
        _ when Lengths.Contains(feature, StringComparer.Ordinal) => "mm",
        _ when Areas.Contains(feature, StringComparer.Ordinal) => "mm2",
        _ when Volumes.Contains(feature, StringComparer.Ordinal) => "mm3",
        _ => "1",
    };
}
