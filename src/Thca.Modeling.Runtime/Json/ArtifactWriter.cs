using System.Text.Json;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Evidence;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Writes the members of an artifact in the order of the format's table.</summary>
internal static class ArtifactWriter
{
    public static void WriteMembers(Utf8JsonWriter json, CritArtifact a, bool withText)
    {
        json.WriteString("schema", CritArtifact.Schema);
        json.WriteString("id", a.Id);
        json.WriteString("createdUtc", a.CreatedUtc);
        json.WriteString("protocol", EnumText.Of(a.Protocol));
        json.Object("combination", a.Combination, Combination);
        json.Object("intendedUse", a.IntendedUse, IntendedUse);
        json.List("features", a.Features, (j, f) => j.ObjectValue(f, FeatureWriter.Feature));
        json.List("derived", a.Derived, (j, d) => j.ObjectValue(d, FeatureWriter.Derived));
        json.Object("booster", a.Booster, (j, b) => Booster(j, b, withText));
        json.Object("priorCorrection", a.PriorCorrection, DecisionWriter.PriorCorrection);
        json.Object("calibrator", a.Calibrator, DecisionWriter.Calibrator);
        json.List("thresholds", a.Thresholds, (j, t) => j.ObjectValue(t, DecisionWriter.Threshold));
        json.WriteString("defaultThreshold", a.DefaultThreshold);
        json.List("riskGroups", a.RiskGroups, (j, g) => j.ObjectValue(g, DecisionWriter.RiskGroups));
        json.Number("maxMissing", a.MaxMissing);
        json.Object("explanation", a.Explanation, EvidenceWriter.Explanation);
        json.Object("performance", a.Performance, EvidenceWriter.Performance);
        json.Object("provenance", a.Provenance, EvidenceWriter.Provenance);
        json.WriteStartObject("checks");
        foreach (CritCheck check in a.Checks) json.Object(check.Id, check, EvidenceWriter.Check);
        json.WriteEndObject();
        json.List("testVectors", a.TestVectors, (j, v) => j.ObjectValue(v, TestVector));
        json.WriteString("modelCard", a.ModelCard);
    }

    private static void Combination(Utf8JsonWriter json, CritCombination c)
    {
        json.WriteString("name", c.Name);
        json.List("modalities", c.Modalities, (j, m) => j.WriteStringValue(EnumText.Of(m)));
    }

    private static void IntendedUse(Utf8JsonWriter json, CritIntendedUse u)
    {
        json.WriteString("population", u.Population);
        json.WriteString("timeOfUse", u.TimeOfUse);
        json.WriteString("outcome", u.Outcome);
        json.WriteString("horizon", u.Horizon);
        json.Texts("contraindications", u.Contraindications);
    }

    private static void Booster(Utf8JsonWriter json, CritBooster b, bool withText)
    {
        if (withText) json.WriteString("text", b.Text);
        json.WriteString("sha256", b.Sha256);
        json.WriteString("objective", b.Objective);
        json.Number("sigmoid", b.Sigmoid);
        json.WriteBoolean("averageOutput", b.AverageOutput);
        json.WriteNumber("numTrees", b.NumTrees);
        json.WriteNumber("numFeatures", b.NumFeatures);
        if (b.Trees.Count > 0) json.List("trees", b.Trees, (j, t) => j.ObjectValue(t, TreeJson.Write));
    }

    private static void TestVector(Utf8JsonWriter json, CritTestVector v)
    {
        json.WriteString("note", v.Note);
        json.Map("inputs", v.Inputs, Input);
        json.List("codes", v.Codes, (j, c) => j.Value(c, "codes"));
        json.Number("margin", v.Margin);
        json.Number("rawProbability", v.RawProbability);
        json.Number("probability", v.Probability);
        json.WriteNumber("class", v.Class);
        json.Map("groups", v.Groups, (j, g) => j.WriteStringValue(g));
        json.Numbers("contributions", v.Contributions);
    }

    /// <summary>A number, a label or null; an object with value and unit when a unit is stated.</summary>
    private static void Input(Utf8JsonWriter json, CritInput input)
    {
        if (input.Unit is not null)
        {
            json.WriteStartObject();
            json.Number("value", input.IsMissing ? null : input.Number);
            json.WriteString("unit", input.Unit);
            json.WriteEndObject();
        }
        else if (input.Label is not null) json.WriteStringValue(input.Label);
        else json.Value(input.IsMissing ? null : input.Number, "inputs");
    }
}
