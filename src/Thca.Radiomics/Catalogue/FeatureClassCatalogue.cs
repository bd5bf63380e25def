using Thca.Core.Features;

namespace Thca.Radiomics.Catalogue;

/// <summary>The features of one class.</summary>
/// <param name="Name">Class name, e.g. <c>glcm</c>.</param>
/// <param name="Title">Name in words.</param>
/// <param name="Standard">Features that enabling the class gives, in output order.</param>
/// <param name="Deprecated">Features that are computed only when named.</param>
public sealed record FeatureClassCatalogue(
    string Name, string Title, IReadOnlyList<FeatureDescriptor> Standard, IReadOnlyList<FeatureDescriptor> Deprecated)
{
    /// <summary>Whether the class has a feature of this name (without the class).</summary>
    public bool Contains(string feature) => Standard.Concat(Deprecated).Any(d => d.Name.AsSpan(Name.Length + 1).SequenceEqual(feature));

    /// <summary>Splits a definition list.</summary>
    internal static FeatureClassCatalogue From<TSource>(string title, FeatureDefinition<TSource>[] definitions) => new(
        definitions[0].Descriptor.Family,
        title,
        [.. definitions.Where(d => !d.Deprecated).Select(d => d.Descriptor)],
        [.. definitions.Where(d => d.Deprecated).Select(d => d.Descriptor)]);
}
