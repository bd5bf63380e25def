using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Reporting;
using Thca.Modeling.Runtime.Tests.Samples;

namespace Thca.Modeling.Runtime.Tests.Reporting;

public class ModelCardTests
{
    [Fact]
    public void BlanksAreListed()
    {
        CritArtifact artifact = SampleArtifact.Draft();
        string card = ModelCard.Write(artifact, "abc123");
        Assert.Contains("SHA-256 abc123", card, StringComparison.Ordinal);
        Assert.Contains("| f0 | clinical | cm | confirmed | unknown | error |", card, StringComparison.Ordinal);
        Assert.Contains("- Contact\n", card, StringComparison.Ordinal);
        Assert.Contains("*not stated*", card, StringComparison.Ordinal);
        Assert.DoesNotContain("{", card, StringComparison.Ordinal);
        IReadOnlyList<string> blanks = ModelCard.Blanks(artifact);
        Assert.Contains("Licence", blanks);
        Assert.Contains("Subgroup results", blanks);
        Assert.DoesNotContain("Population", blanks);
        Assert.DoesNotContain("- Subgroup results", ModelCard.Write(artifact, subgroups: "Women: as men."), StringComparison.Ordinal);
    }

    [Fact]
    public void ThresholdsSpeakOfAThousandPatients()
    {
        CritArtifact artifact = SampleArtifact.Draft();
        artifact = artifact with
        {
            Provenance = artifact.Provenance with { Rows = 200, Events = 20 },
            Thresholds = [artifact.Thresholds[0] with { Sensitivity = new() { Value = 0.9 }, Specificity = new() { Value = 0.8 } }],
        };
        Assert.Contains("| youden (default) | Youden | 0.4 | Feasible | 0.9 | 0.8 | 10 | 180 |", ModelCard.Write(artifact), StringComparison.Ordinal);
    }

    [Fact]
    public void InspectionShowsUseOfFeatures()
    {
        CritInspection inspection = CritModel.FromArtifact(SampleArtifact.Build()).Inspect();
        Assert.Equal((2, 8, 2), (inspection.TreeCount, inspection.LeafCount, inspection.MaxDepth));
        Assert.Equal([3, 3, 0], inspection.Features.Select(f => f.Splits));
        Assert.Equal("[-5:5]", inspection.Features[1].TrainingInfo);
    }
}
