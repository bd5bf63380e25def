using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Features;
using Thca.Modeling.Runtime.Json;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Artifact;

/// <summary>The artifact an imported LightGBM text stands for.</summary>
internal static class PlainTextArtifact
{
    public static CritArtifact Of(string text, TreeEnsemble trees) => new()
    {
        Id = "imported",
        CreatedUtc = "",
        Protocol = CritProtocol.Reference,
        Combination = new() { Name = "unknown", Modalities = [] },
        Features = [.. trees.FeatureNames.Select((name, i) => Feature(name, i, trees))],
        Booster = new CritBooster
        {
            Text = text,
            Sha256 = Hashing.Sha256(text),
            Objective = trees.Objective,
            Sigmoid = trees.Sigmoid,
            AverageOutput = trees.AverageOutput,
            NumTrees = trees.TreeCount,
            NumFeatures = trees.FeatureCount,
        },
        Calibrator = new() { Type = CritCalibratorType.None },
        Thresholds = [],
        DefaultThreshold = "",
        MaxMissing = 1,
        Explanation = new() { BaseValue = CritModel.BaseOf(trees) },
        Provenance = new() { ProductVersion = "", Trainer = "LightGBM", TrainerVersion = "", Seed = 0 },
    };

    private static CritFeature Feature(string name, int index, TreeEnsemble trees) => new()
    {
        Index = index,
        Name = name,
        Modality = CritModality.Clinical,
        Missing = new() { Policy = trees.HandlesMissing(index) ? CritMissingPolicy.Native : CritMissingPolicy.Error },
    };
}
