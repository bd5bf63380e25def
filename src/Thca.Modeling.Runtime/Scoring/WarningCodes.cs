namespace Thca.Modeling.Runtime.Scoring;

/// <summary>The codes of <see cref="CritWarning"/>.</summary>
public static class WarningCodes
{
    /// <summary>A value lies outside the range of the development data.</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>Values are missing; they were imputed or left to the trees.</summary>
    public const string ValuesMissing = "VALUES_MISSING";

    /// <summary>Units of some features were assumed, not confirmed, when the model was made.</summary>
    public const string UnitAssumed = "UNIT_ASSUMED";

    /// <summary>A given ratio differs from the one recomputed from its parts.</summary>
    public const string DerivedDiffers = "DERIVED_DIFFERS";

    /// <summary>The model follows a protocol whose numbers are not for inference.</summary>
    public const string Protocol = "PROTOCOL_NOT_FOR_INFERENCE";

    /// <summary>The model was imported from a plain text: names, units and ranges are unverified and there is no threshold.</summary>
    public const string NamesUntrusted = "NAMES_UNTRUSTED";
}
