using Thca.Core.Outcomes;
using Thca.Segmentation.Assessment;

namespace Thca.Segmentation.Evaluation;

/// <summary>One case of an evaluation.</summary>
/// <param name="Id">The case.</param>
/// <param name="PredictionFile">The prediction, or null where it is missing.</param>
/// <param name="ReferenceFile">The ground truth, or null where it is missing.</param>
/// <param name="Labels">Metrics of every foreground label (prediction first, truth second), or why there are none.</param>
public sealed record CaseEvaluation(string Id, string? PredictionFile, string? ReferenceFile, Outcome<IReadOnlyDictionary<int, MaskPairMetrics>> Labels);
