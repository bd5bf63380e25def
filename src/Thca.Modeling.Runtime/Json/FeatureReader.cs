using System.Text.Json;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Reads features and derived values.</summary>
internal static class FeatureReader
{
    public static CritFeature Feature(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritFeature
        {
            Index = o.Integer("index"),
            Name = o.Text("name"),
            Modality = (CritModality)o.Choice("modality", EnumText.Modalities),
            Kind = (CritFeatureKind)o.Choice("kind", EnumText.Kinds),
            Unit = o.Text("unit"),
            UnitStatus = (CritUnitStatus)o.Choice("unitStatus", EnumText.UnitStatuses),
            Timing = (CritTiming)o.Choice("timing", EnumText.Timings, (int)CritTiming.Unknown),
            Definition = o.Text("definition", ""),
            ExtractionSpec = o.OptionalObject("extractionSpec") is { } spec ? new() { Id = spec.Text("id"), Sha256 = spec.Text("sha256") } : null,
            Encoding = o.OptionalObject("encoding") is { } encoding ? Encoding(encoding) : null,
            Range = Range(o.Object("range")),
            Missing = Missing(o.Object("missing")),
            Winsor = o.OptionalObject("winsor") is { } winsor ? new() { Lower = winsor.Number("lower"), Upper = winsor.Number("upper") } : null,
            Conversions = o.List("conversions", Conversion),
        };
    }

    public static CritDerived Derived(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritDerived
        {
            Name = o.Text("name"),
            Expression = (CritDerivedExpression)o.Choice("expression", EnumText.Expressions),
            Inputs = o.List("inputs", JsonObject.TextOf),
            InputUnit = o.Text("inputUnit", "10*9/L"),
            Tolerance = o.Number("tolerance", 0.01),
        };
    }

    private static CritEncoding Encoding(JsonObject o) => new()
    {
        Codes = o.Map("codes", JsonObject.IntegerOf),
        Synonyms = o.Map("synonyms", JsonObject.TextOf),
        UnknownPolicy = (CritUnknownPolicy)o.Choice("unknownPolicy", EnumText.UnknownPolicies, (int)CritUnknownPolicy.Error),
    };

    private static CritRange Range(JsonObject o) => new()
    {
        Min = o.OptionalNumber("min"),
        Q005 = o.OptionalNumber("q005"),
        Median = o.OptionalNumber("median"),
        Q995 = o.OptionalNumber("q995"),
        Max = o.OptionalNumber("max"),
    };

    private static CritMissing Missing(JsonObject o) => new()
    {
        Policy = (CritMissingPolicy)o.Choice("policy", EnumText.MissingPolicies),
        Value = o.OptionalNumber("value"),
        Rate = o.Number("rate", 0),
    };

    private static CritUnitConversion Conversion(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritUnitConversion { Unit = o.Text("unit"), Factor = o.Number("factor"), Offset = o.Number("offset", 0) };
    }
}
