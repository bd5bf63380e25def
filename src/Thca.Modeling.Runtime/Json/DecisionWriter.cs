using System.Text.Json;
using Thca.Modeling.Runtime.Decisions;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Writes the steps from margin to decision.</summary>
internal static class DecisionWriter
{
    public static void PriorCorrection(Utf8JsonWriter json, CritPriorCorrection p)
    {
        json.Number("trainingPrevalence", p.TrainingPrevalence);
        json.Number("targetPrevalence", p.TargetPrevalence);
        json.Number("positiveWeight", p.PositiveWeight);
    }

    public static void Calibrator(Utf8JsonWriter json, CritCalibrator c)
    {
        json.WriteString("type", EnumText.Of(c.Type));
        json.WriteString("input", EnumText.Of(c.Input));
        json.Numbers("knotsX", c.KnotsX);
        json.Numbers("knotsY", c.KnotsY);
        if (c.Type == CritCalibratorType.VennAbers)
        {
            json.Numbers("lower", c.Lower);
            json.Numbers("upper", c.Upper);
        }

        json.Number("a", c.A);
        json.Number("b", c.B);
        json.Number("c", c.C);
        json.WriteString("fittedOn", c.FittedOn);
        json.WriteNumber("nEvents", c.Events);
        json.WriteNumber("n", c.Count);
    }

    public static void Threshold(Utf8JsonWriter json, CritThreshold t)
    {
        json.WriteString("name", t.Name);
        json.WriteString("strategy", t.Strategy);
        json.Number("value", t.Value);
        json.WriteString("scale", EnumText.Of(t.Scale));
        json.WriteString("comparison", ">=");
        json.Texts("constraints", t.Constraints);
        json.WriteString("status", t.Status);
        json.Object("sensitivity", t.Sensitivity, JsonOut.Estimate);
        json.Object("specificity", t.Specificity, JsonOut.Estimate);
        json.Object("ppv", t.Ppv, JsonOut.Estimate);
        json.Object("npv", t.Npv, JsonOut.Estimate);
        json.Object("bootstrap", t.Bootstrap, JsonOut.Estimate);
    }

    public static void RiskGroups(Utf8JsonWriter json, CritRiskGroups g)
    {
        json.WriteString("scheme", g.Scheme);
        json.Numbers("cuts", g.Cuts);
        json.WriteBoolean("rightClosed", g.RightClosed);
        json.Texts("labels", g.Labels);
        json.WriteString("variable", EnumText.Of(g.Variable));
    }
}
