using System.Text.Json;
using Thca.Modeling.Runtime.Evidence;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Writes performance, provenance, checks and explanation.</summary>
internal static class EvidenceWriter
{
    public static void Explanation(Utf8JsonWriter json, CritExplanation e)
    {
        json.WriteString("method", e.Method);
        json.Number("baseValue", e.BaseValue);
        json.WriteString("scale", "margin");
        json.WriteString("coverSource", EnumText.Of(e.CoverSource));
        json.List("importance", e.Importance, (j, i) => j.ObjectValue(i, Importance));
    }

    public static void Performance(Utf8JsonWriter json, CritPerformance p)
    {
        json.Object("internal", p.Internal, PerformanceSet);
        json.Object("external", p.External, PerformanceSet);
    }

    public static void Provenance(Utf8JsonWriter json, CritProvenance p)
    {
        json.WriteString("productVersion", p.ProductVersion);
        json.WriteString("trainer", p.Trainer);
        json.WriteString("trainerVersion", p.TrainerVersion);
        json.WriteNumber("seed", p.Seed);
        json.WriteString("settingsSha256", p.SettingsSha256);
        json.List("inputs", p.Inputs, (j, i) => j.ObjectValue(i, InputFile));
        json.WriteNumber("rows", p.Rows);
        json.WriteNumber("events", p.Events);
        json.WriteBoolean("upstreamImputationLeak", p.UpstreamImputationLeak);
        json.WriteString("folds", p.Folds);
        json.WriteString("search", p.Search);
        json.WriteString("environment", p.Environment);
        json.WriteString("author", p.Author);
        json.WriteString("contact", p.Contact);
        json.WriteString("licence", p.Licence);
        json.WriteString("dataGovernance", p.DataGovernance);
    }

    public static void Check(Utf8JsonWriter json, CritCheck c)
    {
        json.WriteString("severity", c.Severity);
        json.WriteString("answer", c.Answer);
        json.WriteString("evidence", c.Evidence);
    }

    private static void Importance(Utf8JsonWriter json, CritImportance i)
    {
        json.WriteString("feature", i.Feature);
        json.Number("meanAbsolute", i.MeanAbsolute);
    }

    private static void PerformanceSet(Utf8JsonWriter json, CritPerformanceSet s)
    {
        json.WriteNumber("n", s.Count);
        json.WriteNumber("events", s.Events);
        json.Number("prevalence", s.Prevalence);
        json.WriteString("method", s.Method);
        json.Map("metrics", s.Metrics, (j, m) => j.ObjectValue(m, JsonOut.Estimate));
    }

    private static void InputFile(Utf8JsonWriter json, CritInputFile f)
    {
        json.WriteString("name", f.Name);
        json.WriteString("sha256", f.Sha256);
        json.WriteNumber("rows", f.Rows);
    }
}
