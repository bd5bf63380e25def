using System.Text.Json;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Writes features and derived values.</summary>
internal static class FeatureWriter
{
    public static void Feature(Utf8JsonWriter json, CritFeature f)
    {
        json.WriteNumber("index", f.Index);
        json.WriteString("name", f.Name);
        json.WriteString("modality", EnumText.Of(f.Modality));
        json.WriteString("kind", EnumText.Of(f.Kind));
        json.WriteString("unit", f.Unit);
        json.WriteString("unitStatus", EnumText.Of(f.UnitStatus));
        json.WriteString("timing", EnumText.Of(f.Timing));
        json.WriteString("definition", f.Definition);
        json.Object("extractionSpec", f.ExtractionSpec, ExtractionSpec);
        json.Object("encoding", f.Encoding, Encoding);
        json.Object("range", f.Range, Range);
        json.Object("missing", f.Missing, Missing);
        json.Object("winsor", f.Winsor, Winsor);
        json.List("conversions", f.Conversions, (j, c) => j.ObjectValue(c, Conversion));
    }

    public static void Derived(Utf8JsonWriter json, CritDerived d)
    {
        json.WriteString("name", d.Name);
        json.WriteString("expression", EnumText.Of(d.Expression));
        json.Texts("inputs", d.Inputs);
        json.WriteString("inputUnit", d.InputUnit);
        json.Number("tolerance", d.Tolerance);
    }

    private static void ExtractionSpec(Utf8JsonWriter json, CritExtractionSpec s)
    {
        json.WriteString("id", s.Id);
        json.WriteString("sha256", s.Sha256);
    }

    private static void Encoding(Utf8JsonWriter json, CritEncoding e)
    {
        json.Map("codes", e.Codes, (j, code) => j.WriteNumberValue(code));
        json.Map("synonyms", e.Synonyms, (j, label) => j.WriteStringValue(label));
        json.WriteString("unknownPolicy", EnumText.Of(e.UnknownPolicy));
    }

    private static void Range(Utf8JsonWriter json, CritRange r)
    {
        json.Number("min", r.Min);
        json.Number("q005", r.Q005);
        json.Number("median", r.Median);
        json.Number("q995", r.Q995);
        json.Number("max", r.Max);
    }

    private static void Missing(Utf8JsonWriter json, CritMissing m)
    {
        json.WriteString("policy", EnumText.Of(m.Policy));
        json.Number("value", m.Value);
        json.Number("rate", m.Rate);
    }

    private static void Winsor(Utf8JsonWriter json, CritWinsor w)
    {
        json.Number("lower", w.Lower);
        json.Number("upper", w.Upper);
    }

    private static void Conversion(Utf8JsonWriter json, CritUnitConversion c)
    {
        json.WriteString("unit", c.Unit);
        json.Number("factor", c.Factor);
        json.Number("offset", c.Offset);
    }
}
