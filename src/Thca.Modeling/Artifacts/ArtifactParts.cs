using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Thresholds;
using Thca.Modeling.Training;

namespace Thca.Modeling.Artifacts;

/// <summary>What an artifact is made of.</summary>
internal sealed record ArtifactParts(
    TrainingTable Table,
    FoldModel Model,
    ChosenThreshold Threshold,
    IReadOnlyDictionary<string, MetricEstimate> Metrics,
    CritTrainingOptions Options,
    RandomSeed Seed);
