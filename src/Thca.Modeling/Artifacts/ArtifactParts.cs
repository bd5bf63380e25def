using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;

namespace Thca.Modeling.Artifacts;

/// <summary>What an artifact is made of.</summary>
/// <param name="Table">Development table.</param>
/// <param name="CombinationColumns">Columns of the combination in that table.</param>
/// <param name="Developed">The final model.</param>
/// <param name="Thresholds">Thresholds, the operating one first.</param>
/// <param name="ThresholdRange">Bootstrap range of the operating threshold.</param>
/// <param name="Cuts">Risk-group cuts.</param>
/// <param name="Metrics">Nested internal performance.</param>
/// <param name="Options">Settings.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Protocol">Protocol followed.</param>
internal sealed record ArtifactParts(
    TrainingTable Table,
    int[] CombinationColumns,
    DevelopedModel Developed,
    IReadOnlyList<ChosenThreshold> Thresholds,
    MetricEstimate ThresholdRange,
    RiskCuts Cuts,
    IReadOnlyDictionary<string, MetricEstimate> Metrics,
    CritTrainingOptions Options,
    RandomSeed Seed,
    CritProtocol Protocol = CritProtocol.Sound)
{
    /// <summary>The fitted pipeline.</summary>
    public FoldModel Model => Developed.Model;

    /// <summary>Columns of the trees in the development table.</summary>
    public int[] ModelColumns => [.. Model.Columns.Select(c => CombinationColumns[c])];
}
