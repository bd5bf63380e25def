using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Tests.Samples;

/// <summary>A small artifact over the two-tree model: f0 numeric with a unit, f1 winsorised and imputed, f2 a stage with labels.</summary>
internal static class SampleArtifact
{
    public const double Threshold = 0.4;

    public static CritArtifact Build(CritArtifact? from = null)
    {
        CritArtifact draft = from ?? Draft();
        CritModel model = CritModel.FromArtifact(draft, new CritLoadOptions { VerifyTestVectors = false });
        return draft with { TestVectors = [.. Patients().Select((p, i) => model.MakeTestVector(p, $"row {i}"))] };
    }

    public static CritArtifact Draft() => new()
    {
        Id = "5c1f7f0e-1111-4a4a-9d9d-0123456789ab",
        CreatedUtc = "2026-01-02T03:04:05Z",
        Protocol = CritProtocol.Sound,
        Combination = new() { Name = "Clinical+Radiomics", Modalities = [CritModality.Clinical, CritModality.Radiomics] },
        IntendedUse = new() { Population = "Adults with DTC", Contraindications = ["age below 18"] },
        Features =
        [
            new()
            {
                Index = 0, Name = "f0", Modality = CritModality.Clinical, Unit = "cm", UnitStatus = CritUnitStatus.Confirmed, Range = new() { Min = 0, Max = 5 },
                Missing = new() { Policy = CritMissingPolicy.Error }, Conversions = [new() { Unit = "mm", Factor = 0.1 }],
            },
            new()
            {
                Index = 1, Name = "f1", Modality = CritModality.Radiomics, UnitStatus = CritUnitStatus.Stated, Range = new() { Min = -5, Max = 5 },
                Missing = new() { Policy = CritMissingPolicy.Impute, Value = 0.5, Rate = 0.1 }, Winsor = new() { Lower = -4, Upper = 4 },
            },
            new()
            {
                Index = 2, Name = "f2", Modality = CritModality.Clinical, Kind = CritFeatureKind.Categorical, UnitStatus = CritUnitStatus.Stated,
                Missing = new() { Policy = CritMissingPolicy.Error },
                Encoding = new()
                {
                    Codes = new Dictionary<string, int> { ["T1"] = 0, ["T2"] = 1, ["T3"] = 2, ["T4"] = 3 },
                    Synonyms = new Dictionary<string, string> { ["pT2"] = "T2", ["ß/ÿ"] = "T1" },
                },
            },
        ],
        Booster = CritBooster.FromText(SampleTrees.TwoTrees),
        Calibrator = new() { Type = CritCalibratorType.None },
        Thresholds = [new() { Name = "youden", Strategy = "Youden", Value = Threshold }],
        DefaultThreshold = "youden",
        RiskGroups = [new() { Scheme = "clinical", Cuts = [Threshold], Labels = ["Low", "High"] }, new() { Scheme = "tertile", Cuts = [0.31, 0.5], Labels = ["Low", "Intermediate", "High"], RightClosed = true }],
        MaxMissing = 0.5,
        Explanation = new() { BaseValue = -0.6262825121919767 },
        Provenance = new() { ProductVersion = "0.1.0", Trainer = "LightGBM", TrainerVersion = "4.7.0", Seed = 42 },
    };

    public static Dictionary<string, CritInput> Patient(CritInput f0, CritInput f1, CritInput f2) => new() { ["f0"] = f0, ["f1"] = f1, ["f2"] = f2 };

    private static IEnumerable<Dictionary<string, CritInput>> Patients() =>
    [
        Patient(CritInput.Of(4), CritInput.Of(2), CritInput.Of("T2")),
        Patient(CritInput.Of(1), CritInput.Of(-3), CritInput.Of("T3")),
        Patient(CritInput.Of(5), CritInput.Missing, CritInput.Of("T1")),
        Patient(CritInput.Of(9), CritInput.Of(2), CritInput.Of("T4")),
        Patient(CritInput.Of(20, "mm"), CritInput.Of(-4.9), CritInput.Of("pT2")),
        Patient(CritInput.Of(0), CritInput.Of(1), CritInput.Of(3)),
        Patient(CritInput.Of(2.5), CritInput.Of(0), CritInput.Of("T1")),
        Patient(CritInput.Of(2.6), CritInput.Of(0.25), CritInput.Of("ß/ÿ")),
    ];
}
