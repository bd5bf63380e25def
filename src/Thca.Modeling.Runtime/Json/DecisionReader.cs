using System.Text.Json;
using Thca.Modeling.Runtime.Decisions;

namespace Thca.Modeling.Runtime.Json;

/// <summary>Reads the steps from margin to decision.</summary>
internal static class DecisionReader
{
    public static CritPriorCorrection PriorCorrection(JsonObject o) => new()
    {
        TrainingPrevalence = o.OptionalNumber("trainingPrevalence"),
        TargetPrevalence = o.OptionalNumber("targetPrevalence"),
        PositiveWeight = o.OptionalNumber("positiveWeight"),
    };

    public static CritCalibrator Calibrator(JsonObject o) => new()
    {
        Type = (CritCalibratorType)o.Choice("type", EnumText.CalibratorTypes),
        Input = (CritScale)o.Choice("input", EnumText.Scales, (int)CritScale.Probability),
        KnotsX = o.List("knotsX", JsonObject.NumberOf),
        KnotsY = o.List("knotsY", JsonObject.NumberOf),
        Lower = o.List("lower", JsonObject.NumberOf),
        Upper = o.List("upper", JsonObject.NumberOf),
        A = o.Number("a", 0),
        B = o.Number("b", 0),
        C = o.Number("c", 0),
        FittedOn = o.Text("fittedOn", "none"),
        Events = o.Integer("nEvents", 0),
        Count = o.Integer("n", 0),
    };

    public static CritThreshold Threshold(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        o.Choice("comparison", [">="]);
        return new CritThreshold
        {
            Name = o.Text("name"),
            Strategy = o.Text("strategy"),
            Value = o.Number("value"),
            Scale = (CritThresholdScale)o.Choice("scale", EnumText.ThresholdScales),
            Constraints = o.List("constraints", JsonObject.TextOf),
            Status = o.Text("status", "Feasible"),
            Sensitivity = Estimate(o, "sensitivity"),
            Specificity = Estimate(o, "specificity"),
            Ppv = Estimate(o, "ppv"),
            Npv = Estimate(o, "npv"),
            Bootstrap = Estimate(o, "bootstrap"),
        };
    }

    public static CritRiskGroups RiskGroups(JsonElement element, string path)
    {
        var o = new JsonObject(element, path);
        return new CritRiskGroups
        {
            Scheme = o.Text("scheme"),
            Cuts = o.List("cuts", JsonObject.NumberOf),
            RightClosed = o.Flag("rightClosed", false),
            Labels = o.List("labels", JsonObject.TextOf),
            Variable = (CritScale)o.Choice("variable", EnumText.Scales),
        };
    }

    public static CritEstimate Estimate(JsonObject o) => new()
    {
        Value = o.OptionalNumber("value"),
        Lower = o.OptionalNumber("lower"),
        Upper = o.OptionalNumber("upper"),
        Method = o.Text("method", ""),
    };

    private static CritEstimate? Estimate(JsonObject o, string name) => o.OptionalObject(name) is { } value ? Estimate(value) : null;
}
