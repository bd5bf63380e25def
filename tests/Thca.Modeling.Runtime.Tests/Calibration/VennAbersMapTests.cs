using System.Text;
using System.Text.Json.Nodes;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Calibration;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Calibration;

public class VennAbersMapTests
{
    private static readonly CritCalibrator Steps = new()
    {
        Type = CritCalibratorType.VennAbers, Input = CritScale.Margin, KnotsX = [-0.5, 0.25], Lower = [0, 0.1, 0.1, 0.2, 0.4], Upper = [0.3, 0.3, 0.5, 0.6, 1], FittedOn = "outOfFold", Events = 3, Count = 9,
    };

    private static CritArtifact Artifact => SampleArtifact.Build(SampleArtifact.Draft() with { Calibrator = Steps });

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 0.3)]
    [InlineData(-0.6, 0, 0.3)]
    [InlineData(-0.5, 0.1, 0.3)]
    [InlineData(-0.4999, 0.1, 0.5)]
    [InlineData(0.25, 0.2, 0.6)]
    [InlineData(0.2500001, 0.4, 1)]
    [InlineData(double.PositiveInfinity, 0.4, 1)]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    public void ACellIsAKnotOrTheGapBesideIt(double score, double lower, double upper)
    {
        var map = new VennAbersMap(Steps.KnotsX, Steps.Lower, Steps.Upper);
        Assert.Equal((lower, upper), map.Interval(score));
        Close.To(upper / (1 - lower + upper), VennAbersMap.Merge((lower, upper)), 1e-15);
    }

    [Fact]
    public void PredictionCarriesTheInterval()
    {
        CritModel model = CritModel.Load(CritArtifactJson.ToBytes(Artifact));
        CritPrediction p = model.Predict(SampleArtifact.Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")));
        Close.To(0.17912840568076727, p.Margin, 1e-12);
        Assert.Equal(new CritInterval(0.1, 0.5), p.ProbabilityInterval);
        Close.To(0.5 / 1.4, p.Probability, 1e-15);
        Assert.Equal(0, p.Class);
        Assert.Equal(new CritInterval(0.4, 1), model.CalibrateInterval(2));
        Assert.Null(CritModel.FromArtifact(SampleArtifact.Build()).CalibrateInterval(2));
        Assert.Null(model.Predict(SampleArtifact.Patient(CritInput.Missing, CritInput.Of(2), CritInput.Of("T2"))).ProbabilityInterval);
    }

    [Fact]
    public void PriorCorrectionComesFirst()
    {
        CritModel model = CritModel.FromArtifact(SampleArtifact.Build(SampleArtifact.Draft() with { Calibrator = Steps, PriorCorrection = new() { PositiveWeight = Math.E } }));
        Assert.Equal(new CritInterval(0, 0.3), model.CalibrateInterval(0.4));
    }

    [Fact]
    public void ArtifactsOfOtherCalibratorsHaveTheSameBytesAsBefore() =>
        Assert.Contains("\"knotsX\":[],\"knotsY\":[],\"a\":0,", Encoding.UTF8.GetString(CritArtifactJson.ToBytes(SampleArtifact.Build())), StringComparison.Ordinal);

    [Theory]
    [InlineData("lower", "[0,0.1,0.1,0.2]", RefusalCodes.ModelInconsistent)]
    [InlineData("lower", "[0,0.1,0.1,0.2,0.4,0.4]", RefusalCodes.ModelInconsistent)]
    [InlineData("lower", "[0,0.2,0.1,0.2,0.4]", RefusalCodes.ModelInconsistent)]
    [InlineData("lower", "[-0.1,0.1,0.1,0.2,0.4]", RefusalCodes.ModelInconsistent)]
    [InlineData("lower", "[0,0.1,0.1,0.2,\"NaN\"]", RefusalCodes.ModelMalformed)]
    [InlineData("lower", "[0.31,0.31,0.31,0.4,0.4]", RefusalCodes.ModelInconsistent)]
    [InlineData("upper", "[0.3,0.3,0.5,0.6,1.1]", RefusalCodes.ModelInconsistent)]
    [InlineData("upper", "[0.3,0.3,0.5,0.6,1e999]", RefusalCodes.ModelMalformed)]
    [InlineData("upper", "[0.3,0.3,0.5,0.6,null]", RefusalCodes.ModelMalformed)]
    [InlineData("upper", "null", RefusalCodes.ModelInconsistent)]
    [InlineData("upper", "[0.3,0.3,0.45,0.6,1]", RefusalCodes.ModelSelfTest)]
    [InlineData("knotsX", "[0.25,-0.5]", RefusalCodes.ModelInconsistent)]
    [InlineData("knotsX", "[0.25,0.25]", RefusalCodes.ModelInconsistent)]
    [InlineData("knotsX", "[]", RefusalCodes.ModelInconsistent)]
    [InlineData("knotsX", "[-0.5,0.1]", RefusalCodes.ModelSelfTest)]
    [InlineData("knotsY", "[0.1,0.2]", RefusalCodes.ModelInconsistent)]
    [InlineData("input", "\"probability\"", RefusalCodes.ModelInconsistent)]
    [InlineData("type", "\"none\"", RefusalCodes.ModelInconsistent)]
    [InlineData("type", "\"isotonic\"", RefusalCodes.ModelInconsistent)]
    [InlineData("type", "\"VennAbers\"", RefusalCodes.ModelMalformed)]
    public void HostileStepsAreRefused(string key, string value, string code)
    {
        JsonObject root = JsonNode.Parse(CritArtifactJson.ToBytes(Artifact))!.AsObject();
        root["calibrator"]![key] = JsonNode.Parse(value);
        byte[] bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
        using var document = System.Text.Json.JsonDocument.Parse(bytes);
        root["integrity"] = new JsonObject { ["sha256"] = Thca.Modeling.Runtime.Json.CanonicalJson.Hash(document.RootElement, "integrity") };
        CritModelException error = Assert.Throws<CritModelException>(() => CritModel.Load(Encoding.UTF8.GetBytes(root.ToJsonString())));
        Assert.True(code == error.Code, $"{error.Code}: {error.Message}");
    }
}
