namespace Thca.Heterogeneity.Stability;

/// <summary>One perturbed run compared with the unperturbed one.</summary>
/// <param name="Subregions">Number of sub-regions.</param>
/// <param name="Agreement">Agreement of the sub-regions.</param>
/// <param name="HabitatAgreement">Agreement of the habitats; null when scores were left out or failed.</param>
/// <param name="IthScore">3-D ITHscore of the run; NaN when left out or failed.</param>
/// <param name="ScaledIted">iTED over standard deviation of every feature, in table order; empty when left out or failed.</param>
public sealed record StabilityRun(int Subregions, PartitionAgreement Agreement, PartitionAgreement? HabitatAgreement, double IthScore, IReadOnlyList<double> ScaledIted);
