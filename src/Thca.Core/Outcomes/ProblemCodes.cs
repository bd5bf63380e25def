namespace Thca.Core.Outcomes;

/// <summary>Codes that name expected trouble in tables, logs and errors; UPPER_SNAKE, stable across versions.</summary>
public static class ProblemCodes
{
    /// <summary>The case went well.</summary>
    public const string Ok = "ok";

    /// <summary>A file does not exist.</summary>
    public const string FileNotFound = "FILE_NOT_FOUND";

    /// <summary>A file is not in a format that can be read, or is damaged.</summary>
    public const string FormatInvalid = "FORMAT_INVALID";

    /// <summary>A file is in a known format that is not supported here.</summary>
    public const string FormatUnsupported = "FORMAT_UNSUPPORTED";

    /// <summary>A file ends before its header's promise is kept.</summary>
    public const string FileTruncated = "FILE_TRUNCATED";

    /// <summary>A file promises more data than allowed.</summary>
    public const string SizeLimitExceeded = "SIZE_LIMIT_EXCEEDED";

    /// <summary>Image and mask do not lie on the same grid.</summary>
    public const string GeometryMismatch = "GEOMETRY_MISMATCH";

    /// <summary>The mask has no voxel.</summary>
    public const string MaskEmpty = "MASK_EMPTY";

    /// <summary>The region has too few voxels or dimensions.</summary>
    public const string MaskTooSmall = "MASK_TOO_SMALL";

    /// <summary>The wanted label does not occur in the mask.</summary>
    public const string LabelNotFound = "LABEL_NOT_FOUND";

    /// <summary>Voxels are NaN or infinite.</summary>
    public const string NonFiniteVoxels = "NON_FINITE_VOXELS";

    /// <summary>A patient occurs more than once.</summary>
    public const string DuplicateId = "DUPLICATE_ID";

    /// <summary>A table lacks a column or a value it must have.</summary>
    public const string TableInvalid = "TABLE_INVALID";

    /// <summary>A setting is outside its range, or unknown.</summary>
    public const string OptionInvalid = "OPTION_INVALID";

    /// <summary>A native library is missing.</summary>
    public const string NativeLibraryMissing = "NATIVE_LIBRARY_MISSING";

    /// <summary>A model file is damaged or does not fit.</summary>
    public const string ModelInvalid = "MODEL_INVALID";

    /// <summary>Training data cannot support the model that was asked for.</summary>
    public const string TrainingDataInsufficient = "TRAINING_DATA_INSUFFICIENT";

    /// <summary>The constant value of a region leaves a measure undefined.</summary>
    public const string RegionConstant = "REGION_CONSTANT";

    /// <summary>A value is undefined for this input.</summary>
    public const string Undefined = "UNDEFINED";

    /// <summary>More memory would be needed than there is.</summary>
    public const string OutOfMemoryEstimate = "OUT_OF_MEMORY_ESTIMATE";

    /// <summary>Something unforeseen; the message carries the details.</summary>
    public const string Unexpected = "UNEXPECTED";

    /// <summary>A group has too few patients for a test.</summary>
    public const string GroupTooSmall = "GROUP_TOO_SMALL";

    /// <summary>All values of a variable are the same.</summary>
    public const string Constant = "CONSTANT";

    /// <summary>The groups come from predictions for patients the model was trained on.</summary>
    public const string ResubstitutionGroups = "RESUBSTITUTION_GROUPS";

    /// <summary>Nothing says how the groups were predicted.</summary>
    public const string ProvenanceUnknown = "PROVENANCE_UNKNOWN";

    /// <summary>A p-value comes from random tables or permutations instead of all.</summary>
    public const string MonteCarlo = "MONTE_CARLO";

    /// <summary>Too few complete pairs.</summary>
    public const string TooFewPairs = "TOO_FEW_PAIRS";
}
