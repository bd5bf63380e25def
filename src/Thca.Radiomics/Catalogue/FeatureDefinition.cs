using Thca.Core.Features;

namespace Thca.Radiomics.Catalogue;

/// <summary>One feature: what it is, and how it is read from the shared sums of its class.</summary>
internal sealed record FeatureDefinition<TSource>(FeatureDescriptor Descriptor, Func<TSource, double> Evaluate, bool Deprecated = false)
{
    /// <summary>Name without the class.</summary>
    public string ShortName => Descriptor.Name[(Descriptor.Family.Length + 1)..];
}
