using Thca.Modeling.Metrics;

namespace Thca.Modeling.Output;

/// <summary>A model in the tables that compare models.</summary>
/// <param name="Name">Combination, baseline, or BEST for the whole procedure.</param>
/// <param name="Cohort">internal or external.</param>
/// <param name="PredictionType">Where its predictions come from, e.g. out_of_fold.</param>
/// <param name="Metrics">Metrics by key.</param>
internal sealed record ComparedModel(string Name, string Cohort, string PredictionType, IReadOnlyDictionary<string, MetricEstimate> Metrics);
