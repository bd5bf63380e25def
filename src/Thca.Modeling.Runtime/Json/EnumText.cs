using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Json;

/// <summary>The texts of enumerations in the file, in the order of their members.</summary>
internal static class EnumText
{
    public static IReadOnlyList<string> Protocols { get; } = ["Sound", "ReferenceCorrected", "Reference"];

    public static IReadOnlyList<string> Modalities { get; } = ["clinical", "radiomics", "iTED", "ITHscore"];

    public static IReadOnlyList<string> Kinds { get; } = ["numeric", "categorical"];

    public static IReadOnlyList<string> UnitStatuses { get; } = ["stated", "assumed", "confirmed"];

    public static IReadOnlyList<string> Timings { get; } = ["pre-op", "intra-op", "post-op", "unknown"];

    public static IReadOnlyList<string> UnknownPolicies { get; } = ["error", "missing"];

    public static IReadOnlyList<string> MissingPolicies { get; } = ["error", "impute", "native"];

    public static IReadOnlyList<string> Expressions { get; } = ["NLR", "PLR", "LMR", "SII"];

    public static IReadOnlyList<string> CalibratorTypes { get; } = ["none", "isotonic", "platt", "beta", "vennAbers"];

    public static IReadOnlyList<string> Scales { get; } = ["probability", "margin"];

    public static IReadOnlyList<string> ThresholdScales { get; } = ["calibrated", "raw"];

    public static IReadOnlyList<string> CoverSources { get; } = ["trainingCounts", "developmentCounts"];

    public static string Of(CritProtocol value) => Protocols[(int)value];

    public static string Of(CritModality value) => Modalities[(int)value];

    public static string Of(CritFeatureKind value) => Kinds[(int)value];

    public static string Of(CritUnitStatus value) => UnitStatuses[(int)value];

    public static string Of(CritTiming value) => Timings[(int)value];

    public static string Of(CritUnknownPolicy value) => UnknownPolicies[(int)value];

    public static string Of(CritMissingPolicy value) => MissingPolicies[(int)value];

    public static string Of(CritDerivedExpression value) => Expressions[(int)value];

    public static string Of(CritCalibratorType value) => CalibratorTypes[(int)value];

    public static string Of(CritScale value) => Scales[(int)value];

    public static string Of(CritThresholdScale value) => ThresholdScales[(int)value];

    public static string Of(CritCoverSource value) => CoverSources[(int)value];
}
