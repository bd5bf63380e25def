using System.Text.Json;
using Thca.Modeling.Runtime.Evidence;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Reads performance, provenance, checks and explanation.</summary>
internal static class EvidenceReader
{
    public static CritExplanation Explanation(JsonObject o)
    {
        o.Choice("scale", ["margin"]);
        o.Choice("method", ["treeshap-path-dependent"]);
        return new CritExplanation
        {
            BaseValue = o.Number("baseValue"),
            CoverSource = (CritCoverSource)o.Choice("coverSource", EnumText.CoverSources, (int)CritCoverSource.TrainingCounts),
            Importance = o.List("importance", Importance),
        };
    }

    public static CritPerformance Performance(JsonObject o) => new()
    {
        Internal = o.OptionalObject("internal") is { } inner ? PerformanceSet(inner) : null,
        External = o.OptionalObject("external") is { } outer ? PerformanceSet(outer) : null,
    };

    public static CritProvenance Provenance(JsonObject o) => new()
    {
        ProductVersion = o.Text("productVersion"),
        Trainer = o.Text("trainer"),
        TrainerVersion = o.Text("trainerVersion"),
        Seed = o.Long("seed"),
        SettingsSha256 = o.Text("settingsSha256", ""),
        Inputs = o.List("inputs", InputFile),
        Rows = o.Integer("rows", 0),
        Events = o.Integer("events", 0),
        UpstreamImputationLeak = o.Flag("upstreamImputationLeak", false),
        Folds = o.Text("folds", ""),
        Search = o.Text("search", ""),
        Environment = o.Text("environment", ""),
        Author = o.Text("author", ""),
        Contact = o.Text("contact", ""),
        Licence = o.Text("licence", ""),
        DataGovernance = o.Text("dataGovernance", ""),
    };

    public static CritCheck Check(string id, JsonObject o) => new()
    {
        Id = id,
        Severity = o.Text("severity"),
        Answer = o.Text("answer"),
        Evidence = o.Text("evidence", ""),
    };

    private static CritImportance Importance(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritImportance { Feature = o.Text("feature"), MeanAbsolute = o.Number("meanAbsolute") };
    }

    private static CritPerformanceSet PerformanceSet(JsonObject o) => new()
    {
        Count = o.Integer("n"),
        Events = o.Integer("events"),
        Prevalence = o.Number("prevalence"),
        Method = o.Text("method", ""),
        Metrics = o.Map("metrics", (e, path) => DecisionReader.Estimate(new JsonObject(e, path))),
    };

    private static CritInputFile InputFile(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritInputFile { Name = o.Text("name"), Sha256 = o.Text("sha256"), Rows = o.Integer("rows", 0) };
    }
}
