namespace Thca.Core.Features;

/// <summary>What a feature is: the one source of its name, unit, formula and documentation.</summary>
/// <param name="Name">Short column name, e.g. <c>glcm_Contrast</c>; unique.</param>
/// <param name="Family">Feature class, e.g. <c>glcm</c>.</param>
/// <param name="Unit">UCUM unit; "1" when dimensionless.</param>
/// <param name="Formula">How it is computed, in the notation of the module's documentation.</param>
/// <param name="IbsiCode">Permanent identifier in the IBSI manual (e.g. ACUI), or null when IBSI does not define the feature.</param>
public sealed record FeatureDescriptor(string Name, string Family, string Unit, string Formula, string? IbsiCode = null);
