using Thca.Core.Features;
using Thca.Radiomics.Catalogue;
using Thca.Radiomics.FirstOrder;
using Thca.Radiomics.Settings;
using Thca.Radiomics.Shape;
using Thca.Radiomics.Texture;

namespace Thca.Radiomics.Computation;

/// <summary>The definitions that some settings select, per class, and the columns they give.</summary>
internal sealed class SelectedFeatures
{
    public SelectedFeatures(IReadOnlyList<FeatureClassSelection> classes)
    {
        // Shape comes first, as in the reference; the other classes keep the order given.
        Classes = [.. classes.OrderBy(c => c.Name switch { "shape" => 0, "shape2D" => 1, _ => 2 }).Select(c => c.Name)];
        var byName = classes.ToDictionary(c => c.Name, StringComparer.Ordinal);
        Shape = Select(byName, ShapeFeatures.Definitions);
        Shape2D = Select(byName, Shape2DFeatures.Definitions);
        FirstOrder = Select(byName, FirstOrderFeatures.Definitions);
        Glcm = Select(byName, GlcmFeatures.Definitions);
        Glrlm = Select(byName, GlrlmFeatures.Definitions);
        Glszm = Select(byName, GlszmFeatures.Definitions);
        Gldm = Select(byName, GldmFeatures.Definitions);
        Ngtdm = Select(byName, NgtdmFeatures.Definitions);
        Descriptors = [.. Classes.SelectMany(DescriptorsOf)];
    }

    public IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<FeatureDescriptor> Descriptors { get; }

    public FeatureDefinition<ShapeMeasures>[] Shape { get; }

    public FeatureDefinition<Shape2DMeasures>[] Shape2D { get; }

    public FeatureDefinition<FirstOrderStatistics>[] FirstOrder { get; }

    public FeatureDefinition<CooccurrenceStatistics>[] Glcm { get; }

    public FeatureDefinition<GrayLevelSizeStatistics>[] Glrlm { get; }

    public FeatureDefinition<GrayLevelSizeStatistics>[] Glszm { get; }

    public FeatureDefinition<GrayLevelSizeStatistics>[] Gldm { get; }

    public FeatureDefinition<NeighbourDifferenceStatistics>[] Ngtdm { get; }

    private IEnumerable<FeatureDescriptor> DescriptorsOf(string name) => name switch
    {
        "shape" => Shape.Select(d => d.Descriptor),
        "shape2D" => Shape2D.Select(d => d.Descriptor),
        "firstorder" => FirstOrder.Select(d => d.Descriptor),
        "glcm" => Glcm.Select(d => d.Descriptor),
        "glrlm" => Glrlm.Select(d => d.Descriptor),
        "glszm" => Glszm.Select(d => d.Descriptor),
        "gldm" => Gldm.Select(d => d.Descriptor),
        _ => Ngtdm.Select(d => d.Descriptor),
    };

    private static FeatureDefinition<TSource>[] Select<TSource>(Dictionary<string, FeatureClassSelection> classes, FeatureDefinition<TSource>[] all)
    {
        if (!classes.TryGetValue(all[0].Descriptor.Family, out FeatureClassSelection? selection)) return [];
        return selection.Features is { Count: > 0 } names ? [.. all.Where(d => names.Contains(d.ShortName))] : [.. all.Where(d => !d.Deprecated)];
    }
}
