namespace Thca.Modeling.Runtime;

/// <summary>The codes of <see cref="ModelRefusal"/>.</summary>
public static class RefusalCodes
{
    /// <summary>The bytes are not the JSON of an artifact: truncated, not UTF-8, a missing member, a wrong type.</summary>
    public const string ModelMalformed = "MODEL_MALFORMED";

    /// <summary>The artifact's schema or the text model's version is not one this release reads.</summary>
    public const string ModelVersion = "MODEL_VERSION_UNSUPPORTED";

    /// <summary>A hash differs from the one the artifact states.</summary>
    public const string ModelIntegrity = "MODEL_INTEGRITY_FAILED";

    /// <summary>A signature that the caller asks for is absent or not the author's.</summary>
    public const string ModelSignature = "MODEL_SIGNATURE_INVALID";

    /// <summary>The artifact is well formed but contradicts itself.</summary>
    public const string ModelInconsistent = "MODEL_INCONSISTENT";

    /// <summary>The LightGBM text is malformed.</summary>
    public const string BoosterMalformed = "BOOSTER_MALFORMED";

    /// <summary>The LightGBM text uses something that is not supported: several classes, linear trees, a foreign objective.</summary>
    public const string BoosterUnsupported = "BOOSTER_UNSUPPORTED";

    /// <summary>A built-in test vector is not reproduced.</summary>
    public const string ModelSelfTest = "MODEL_SELF_TEST_FAILED";

    /// <summary>A size limit of <see cref="CritLoadOptions"/> is exceeded.</summary>
    public const string ModelTooLarge = "MODEL_TOO_LARGE";

    /// <summary>A feature of the model is absent from the input.</summary>
    public const string FeatureAbsent = "FEATURE_ABSENT";

    /// <summary>A value is missing and the feature's policy forbids it.</summary>
    public const string FeatureMissing = "FEATURE_MISSING";

    /// <summary>A value is stated in a unit the model has no declared conversion for.</summary>
    public const string UnitMismatch = "UNIT_MISMATCH";

    /// <summary>A label is not one of the feature's labels or synonyms, or a text stands where a number is expected.</summary>
    public const string UnknownLabel = "UNKNOWN_LABEL";

    /// <summary>A value is infinite.</summary>
    public const string ValueNotFinite = "VALUE_NOT_FINITE";

    /// <summary>Too many values are missing; the model abstains.</summary>
    public const string TooManyMissing = "TOO_MANY_MISSING";
}
