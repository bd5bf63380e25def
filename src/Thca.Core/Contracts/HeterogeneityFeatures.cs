using Thca.Core.Features;
using Thca.Core.Volumes;

namespace Thca.Core.Contracts;

/// <summary>What the habitats of one tumour say.</summary>
/// <param name="Features"><c>3D_ITHscore</c> and <c>iTED_…</c>; NaN with the reason where a value could not be computed.</param>
/// <param name="Subregions">Sub-region of every voxel, 0 outside; null when there are none.</param>
/// <param name="Habitats">Habitat of every voxel, -1 for none; null when there are none.</param>
/// <param name="Status">How it went.</param>
public sealed record HeterogeneityFeatures(FeatureVector Features, LabelMap? Subregions, LabelMap? Habitats, RowStatus Status);
