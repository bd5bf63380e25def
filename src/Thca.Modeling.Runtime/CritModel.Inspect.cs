using Thca.Modeling.Runtime.Reporting;

namespace Thca.Modeling.Runtime;

public sealed partial class CritModel
{
    /// <summary>What the model is made of: features with units and use, trees, warnings, blanks of its card.</summary>
    public CritInspection Inspect()
    {
        IReadOnlyList<int> splits = Trees.SplitCounts();
        return new CritInspection
        {
            Id = Artifact.Id,
            Sha256 = Sha256,
            Artifact = Artifact,
            TreeCount = Trees.TreeCount,
            LeafCount = Trees.LeafCount,
            MaxDepth = Trees.MaxDepth,
            BaseValue = BaseValue,
            Features = [.. Artifact.Features.Select((f, i) => new CritInspectedFeature(f, splits[i], Trees.FeatureInfos.Count > i ? Trees.FeatureInfos[i] : "", Trees.HandlesMissing(i)))],
            Warnings = _encoder.StandingWarnings,
            BlankCardFields = ModelCard.Blanks(Artifact),
        };
    }
}
