using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>One table of slide features, a row per patient.</summary>
/// <param name="Table">The features; rows whose status is not ok do not count.</param>
/// <param name="Family">Family every column belongs to (e.g. composition); null: the plan's patterns decide column by column.</param>
public sealed record PatientFeatures(FeatureTable Table, string? Family = null);
