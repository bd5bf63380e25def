using Thca.Core.Features;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.FirstOrder;
using Thca.Radiomics.Shape;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics;

/// <summary>The catalogue of features: the one source of names, order, units, formulas and documentation.</summary>
public static class RadiomicsFeatures
{
    /// <summary>All classes, in output order.</summary>
    public static IReadOnlyList<FeatureClassCatalogue> Classes { get; } =
    [
        FeatureClassCatalogue.From("Shape", ShapeFeatures.Definitions),
        FeatureClassCatalogue.From("Shape in one slice", Shape2DFeatures.Definitions),
        FeatureClassCatalogue.From("First-order intensity", FirstOrderFeatures.Definitions),
        FeatureClassCatalogue.From("Gray-level co-occurrence", GlcmFeatures.Definitions),
        FeatureClassCatalogue.From("Gray-level run length", GlrlmFeatures.Definitions),
        FeatureClassCatalogue.From("Gray-level size zone", GlszmFeatures.Definitions),
        FeatureClassCatalogue.From("Gray-level dependence", GldmFeatures.Definitions),
        FeatureClassCatalogue.From("Neighbouring gray-tone difference", NgtdmFeatures.Definitions),
    ];

    /// <summary>Class names in output order.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = [.. Classes.Select(c => c.Name)];

    /// <summary>The 107 features of the default classes (all but shape2D), in output order.</summary>
    public static IReadOnlyList<FeatureDescriptor> Standard { get; } = [.. Classes.Where(c => c.Name != "shape2D").SelectMany(c => c.Standard)];

    /// <summary>One class by name, or null.</summary>
    public static FeatureClassCatalogue? FindClass(string name) => Classes.FirstOrDefault(c => c.Name == name);
}
