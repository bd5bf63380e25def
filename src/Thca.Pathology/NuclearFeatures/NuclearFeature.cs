using Thca.Core.Features;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>One measured property of a nucleus.</summary>
/// <param name="Descriptor">Name, family, unit and formula.</param>
/// <param name="IsPositive">Whether it is a quantity with a true zero that cannot be negative, so that ratios such as a coefficient of variation mean something.</param>
public sealed record NuclearFeature(FeatureDescriptor Descriptor, bool IsPositive)
{
    /// <summary>Column name.</summary>
    public string Name => Descriptor.Name;
}
