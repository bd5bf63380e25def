namespace Thca.Radiomics.Settings;

/// <summary>A feature class to compute, whole or in part.</summary>
/// <param name="Name">Class name, e.g. <c>glcm</c>.</param>
/// <param name="Features">Names without the class, e.g. <c>Contrast</c>; null or empty for all that are not deprecated.</param>
public sealed record FeatureClassSelection(string Name, IReadOnlyList<string>? Features = null)
{
    /// <summary>The whole class.</summary>
    public static implicit operator FeatureClassSelection(string name) => FromString(name);

    /// <summary>The whole class.</summary>
    public static FeatureClassSelection FromString(string name) => new(name);
}
