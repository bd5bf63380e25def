using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Scoring;

public class CritModelPredictTests
{
    private static readonly CritModel Model = CritModel.FromArtifact(SampleArtifact.Build());

    [Fact]
    public void OnePatientGetsEverything()
    {
        CritContributions explained = Model.Explain(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")));
        CritPrediction p = explained.Prediction;
        Assert.Null(p.Refusal);
        Close.To(0.17912840568076727, p.Margin, 1e-12);
        Close.To(0.5446627408436073, p.RawProbability, 1e-12);
        Close.To(0.5446627408436073, p.Probability, 1e-12);
        Assert.Equal(1, p.Class);
        Assert.Equal("High", p.Groups["clinical"]);
        Assert.Equal("High", p.Groups["tertile"]);
        Assert.Equal([4, 2, 1], p.Codes);
        Assert.Empty(p.Warnings);
        Assert.Equal(Model.Sha256, p.ArtifactSha256);
        Close.To([0.3812068301174937, 0.4242040877552505, 0], [.. explained.Values], 1e-12, 1e-15);
        Close.To(p.Margin, explained.Base + explained.Values.Sum(), 0, 1e-9);
    }

    [Fact]
    public void UnitsConvertOnlyWhereDeclared()
    {
        Assert.Equal(4, Predict(CritInput.Of(40, "mm"), CritInput.Of(2), CritInput.Of("T1")).Codes[0]);
        Assert.Equal(4, Predict(CritInput.Of(4, "cm"), CritInput.Of(2), CritInput.Of("T1")).Codes[0]);
        ModelRefusal refusal = Predict(CritInput.Of(0.04, "m"), CritInput.Of(2), CritInput.Of("T1")).Refusal!;
        Assert.Equal(RefusalCodes.UnitMismatch, refusal.Code);
        Assert.Contains("cm, mm", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsSynonymsAndCodesEncode()
    {
        Assert.Equal(1, Predict(CritInput.Of(4), CritInput.Of(2), CritInput.Of("pT2")).Codes[2]);
        Assert.Equal(3, Predict(CritInput.Of(4), CritInput.Of(2), CritInput.Of(3)).Codes[2]);
        Assert.Equal(RefusalCodes.UnknownLabel, Predict(CritInput.Of(4), CritInput.Of(2), CritInput.Of("t2")).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownLabel, Predict(CritInput.Of(4), CritInput.Of(2), CritInput.Of(7)).Refusal!.Code);
        Assert.Equal(RefusalCodes.UnknownLabel, Predict(CritInput.Of("4"), CritInput.Of(2), CritInput.Of("T1")).Refusal!.Code);
    }

    [Fact]
    public void MissingValuesFollowThePolicy()
    {
        CritPrediction p = Predict(CritInput.Of(4), CritInput.Missing, CritInput.Of("T1"));
        Assert.Equal(0.5, p.Codes[1]);
        Assert.Equal(["f1"], p.MissingFeatures);
        Assert.Contains(p.Warnings, w => w.Code == WarningCodes.ValuesMissing);
        Assert.Equal(RefusalCodes.FeatureMissing, Predict(CritInput.Missing, CritInput.Of(1), CritInput.Of("T1")).Refusal!.Code);
        Assert.Equal(RefusalCodes.TooManyMissing, Predict(CritInput.Missing, CritInput.Missing, CritInput.Of("T1")).Refusal!.Code);
        Assert.Equal(RefusalCodes.FeatureMissing, Predict(default, CritInput.Of(1), CritInput.Of("T1")).Refusal!.Code);
    }

    [Fact]
    public void AbsentNamesRefuseAndExtraNamesAreListed()
    {
        Dictionary<string, CritInput> patient = SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T1"));
        patient["zz"] = CritInput.Of(1);
        patient["F0"] = CritInput.Of(1);
        Assert.Equal(["F0", "zz"], Model.Predict(patient).IgnoredInputs);
        patient.Remove("f0");
        CritPrediction refused = Model.Predict(patient);
        Assert.Equal(RefusalCodes.FeatureAbsent, refused.Refusal!.Code);
        Assert.True(double.IsNaN(refused.Probability) && refused.Class is null && refused.Codes.Count == 0);
    }

    [Fact]
    public void OutOfRangeWarnsAndWinsorClips()
    {
        CritPrediction p = Predict(CritInput.Of(9), CritInput.Of(-4.9), CritInput.Of("T1"));
        Assert.Equal(-4, p.Codes[1]);
        Assert.Contains("f0 is 9 cm", Assert.Single(p.Warnings).Message, StringComparison.Ordinal);
        Assert.Equal(RefusalCodes.ValueNotFinite, Predict(CritInput.Of(double.PositiveInfinity), CritInput.Of(1), CritInput.Of("T1")).Refusal!.Code);
    }

    [Fact]
    public void ThresholdAndGroupsDecideAtTheEdge()
    {
        double p = Predict(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")).Probability;
        CritArtifact edge = SampleArtifact.Draft() with
        {
            Thresholds = [new() { Name = "t", Strategy = "Fixed", Value = p }],
            DefaultThreshold = "t",
            RiskGroups =
            [
                new() { Scheme = "clinical", Cuts = [p], Labels = ["Low", "High"] },
                new() { Scheme = "tertile", Cuts = [p], Labels = ["Low", "High"], RightClosed = true },
                new() { Scheme = "margin", Cuts = [0], Labels = ["Low", "High"], Variable = CritScale.Margin },
            ],
        };
        CritPrediction at = CritModel.FromArtifact(SampleArtifact.Build(edge)).Predict(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")));
        Assert.Equal(1, at.Class);
        Assert.Equal(("High", "Low", "High"), (at.Groups["clinical"], at.Groups["tertile"], at.Groups["margin"]));
    }

    [Fact]
    public void PriorAndCalibratorApplyInOrder()
    {
        CritArtifact artifact = SampleArtifact.Draft() with
        {
            PriorCorrection = new() { PositiveWeight = 2 },
            Calibrator = new() { Type = CritCalibratorType.Platt, Input = CritScale.Margin, A = 1.5, B = 0.25, FittedOn = "outOfFold" },
        };
        CritPrediction p = CritModel.FromArtifact(SampleArtifact.Build(artifact)).Predict(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")));
        Close.To(0.5446627408436073, p.RawProbability, 1e-12);
        Close.To(1 / (1 + Math.Exp(-(1.5 * (0.17912840568076727 - Math.Log(2)) + 0.25))), p.Probability, 1e-12);
    }

    [Fact]
    public void RatiosAreRecomputedAndChecked()
    {
        CritModel model = CritModel.FromArtifact(SampleArtifact.Build(SampleArtifact.Draft() with
        {
            Derived = [new() { Name = "f1", Expression = CritDerivedExpression.Sii, Inputs = ["PLT", "NE", "LYM"] }],
        }));
        var patient = new Dictionary<string, CritInput> { ["f0"] = CritInput.Of(4), ["f2"] = CritInput.Of("T1"), ["PLT"] = CritInput.Of(2), ["NE"] = CritInput.Of(3, "10*9/L"), ["LYM"] = CritInput.Of(4) };
        CritPrediction recomputed = model.Predict(patient);
        Assert.Null(recomputed.Refusal);
        Assert.Equal(1.5, recomputed.Codes[1]);
        Assert.Empty(recomputed.IgnoredInputs);
        patient["f1"] = CritInput.Of(1.6);
        CritPrediction given = model.Predict(patient);
        Assert.Equal(1.6, given.Codes[1]);
        Assert.Equal(WarningCodes.DerivedDiffers, Assert.Single(given.Warnings).Code);
        patient["NE"] = CritInput.Of(3000, "/uL");
        Assert.Equal(RefusalCodes.UnitMismatch, model.Predict(patient).Refusal!.Code);
        patient.Remove("f1");
        patient["NE"] = CritInput.Of(3);
        patient["LYM"] = CritInput.Of(0);
        Assert.Equal(RefusalCodes.FeatureAbsent, model.Predict(patient).Refusal!.Code);
    }

    [Fact]
    public void RowsGiveTheSameNumbers()
    {
        double[] rows = [4, 2, 1, 1, -3, 2, 5, double.NaN, 0, double.NaN, 1, 0, 3, -4.9, 1, double.PositiveInfinity, 1, 1];
        double[] margins = new double[6], probabilities = new double[6];
        Model.PredictRows(rows, margins, probabilities);
        Close.To(0.17912840568076727, margins[0], 1e-12);
        Close.To(0.3049163403535128, probabilities[1], 1e-12);
        Assert.Equal(Predict(CritInput.Of(5), CritInput.Missing, CritInput.Of("T1")).Probability, probabilities[2]);
        Assert.True(double.IsNaN(probabilities[3]) && double.IsNaN(margins[3]) && double.IsNaN(probabilities[5]));
        Assert.Equal(RefusalCodes.FeatureMissing, Model.RefusalOf(rows.AsSpan(9, 3))!.Code);
        Assert.Null(Model.RefusalOf(rows.AsSpan(0, 3)));
        Assert.Equal(Predict(CritInput.Of(3), CritInput.Of(-4.9), CritInput.Of("T2")).Probability, probabilities[4]);
        Assert.Throws<ArgumentException>(() => Model.PredictRows(rows.AsSpan(0, 4), margins, probabilities));
    }

    [Fact]
    public void WaterfallEndsAtTheMargin()
    {
        CritContributions explained = Model.Explain(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")));
        IReadOnlyList<WaterfallStep> steps = Model.Waterfall(explained, 1);
        Assert.Equal(["f1", "other features"], steps.Select(s => s.Feature));
        Close.To(explained.Prediction.Margin, steps[^1].MarginAfter, 0, 1e-12);
        Close.To(explained.Prediction.Probability, steps[^1].ProbabilityAfter, 1e-12);
    }

    [Fact]
    public void PlainTextImportsAsUntrusted()
    {
        CritModel model = CritModel.ImportLightGbm(SampleTrees.TwoTrees);
        CritPrediction p = model.Predict(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of(1)));
        Close.To(0.5446627408436073, p.Probability, 1e-12);
        Assert.Null(p.Class);
        Assert.Equal(CritProtocol.Reference, model.Artifact.Protocol);
        Assert.Contains(p.Warnings, w => w.Code == WarningCodes.NamesUntrusted);
        Assert.Equal(RefusalCodes.FeatureMissing, model.Predict(SampleArtifact.Patient(CritInput.Missing, CritInput.Of(2), CritInput.Of(1))).Refusal!.Code);
    }

    private static CritPrediction Predict(CritInput f0, CritInput f1, CritInput f2) => Model.Predict(SampleArtifact.Patient(f0, f1, f2));
}
