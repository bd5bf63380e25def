using Thca.Core.Features;
using Thca.Pathology.Slides;

namespace Thca.Pipelines.Pathology;

/// <summary>What a run of nuclear features and cellular heterogeneity gave.</summary>
/// <param name="Slides">How every slide went, in order of the manifest.</param>
/// <param name="Reused">Slides whose unchanged features were taken over from an earlier run.</param>
/// <param name="Nuclei">Nuclei measured in all.</param>
/// <param name="Included">Nuclei that count.</param>
/// <param name="Patients">The wide table: one row per patient.</param>
public sealed record NuclearFeaturesResult(IReadOnlyList<(SlideEntry Slide, RowStatus Status)> Slides, int Reused, long Nuclei, long Included, FeatureTable Patients);
