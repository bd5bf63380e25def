using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Reads the members of an artifact; types and presence are checked here, contents by the consistency checks.</summary>
internal static class ArtifactReader
{
    public static CritArtifact Read(JsonObject o) => new()
    {
        Id = o.Text("id"),
        CreatedUtc = o.Text("createdUtc"),
        Protocol = (CritProtocol)o.Choice("protocol", EnumText.Protocols),
        Combination = Combination(o.Object("combination")),
        IntendedUse = IntendedUse(o.Object("intendedUse")),
        Features = o.List("features", FeatureReader.Feature),
        Derived = o.List("derived", FeatureReader.Derived),
        Booster = Booster(o.Object("booster")),
        PriorCorrection = o.OptionalObject("priorCorrection") is { } prior ? DecisionReader.PriorCorrection(prior) : null,
        Calibrator = DecisionReader.Calibrator(o.Object("calibrator")),
        Thresholds = o.List("thresholds", DecisionReader.Threshold),
        DefaultThreshold = o.Text("defaultThreshold"),
        RiskGroups = o.List("riskGroups", DecisionReader.RiskGroups),
        MaxMissing = o.Number("maxMissing", 0.2),
        Explanation = EvidenceReader.Explanation(o.Object("explanation")),
        Performance = EvidenceReader.Performance(o.Object("performance")),
        Provenance = EvidenceReader.Provenance(o.Object("provenance")),
        Checks = [.. o.Map("checks", (e, path) => new JsonObject(e, path)).Select(c => EvidenceReader.Check(c.Key, c.Value))],
        TestVectors = o.List("testVectors", TestVector),
        ModelCard = o.Text("modelCard", ""),
    };

    private static CritCombination Combination(JsonObject o) => new()
    {
        Name = o.Text("name"),
        Modalities = o.List("modalities", (e, path) => (CritModality)JsonObject.ChoiceOf(JsonObject.TextOf(e, path), path, EnumText.Modalities)),
    };

    private static CritIntendedUse IntendedUse(JsonObject o) => new()
    {
        Population = o.Text("population", ""),
        TimeOfUse = o.Text("timeOfUse", ""),
        Outcome = o.Text("outcome", ""),
        Horizon = o.Text("horizon", ""),
        Contraindications = o.List("contraindications", JsonObject.TextOf),
    };

    private static CritBooster Booster(JsonObject o) => new()
    {
        Text = o.Text("text"),
        Sha256 = o.Text("sha256"),
        Objective = o.Text("objective"),
        Sigmoid = o.Number("sigmoid"),
        AverageOutput = o.Flag("averageOutput", false),
        NumTrees = o.Integer("numTrees"),
        NumFeatures = o.Integer("numFeatures"),
        Trees = o.List("trees", TreeJson.Read),
    };

    private static CritTestVector TestVector(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritTestVector
        {
            Note = o.Text("note", ""),
            Inputs = o.Map("inputs", Input),
            Codes = o.List("codes", JsonObject.NumberOrNullOf),
            Margin = o.Number("margin"),
            RawProbability = o.Number("rawProbability"),
            Probability = o.Number("probability"),
            Class = o.Integer("class"),
            Groups = o.Map("groups", JsonObject.TextOf),
            Contributions = o.List("contributions", JsonObject.NumberOf),
        };
    }

    private static CritInput Input(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null: return CritInput.Missing;
            case JsonValueKind.String: return CritInput.Of(element.GetString()!);
            case JsonValueKind.Object:
                var o = new JsonObject(element, path);
                return CritInput.Of(o.OptionalNumber("value") ?? double.NaN, o.Text("unit"));
            default: return CritInput.Of(JsonObject.NumberOf(element, path));
        }
    }
}
