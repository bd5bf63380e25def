using Thca.Core.Features;
using Thca.Statistics.Regression;

namespace Thca.Pathology.GroupAnalysis;

/// <summary>A feature measured on several slides per patient, compared by a random intercept per patient.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Model">The fit with its permutation test; null when it could not be fitted.</param>
/// <param name="Status">How it went.</param>
public sealed record SlideComparison(string Feature, RandomInterceptModel? Model, RowStatus Status);
