using Thca.Core.Histology;

namespace Thca.Phantoms.Histology;

/// <summary>How the nuclei of one type look, in pixels of 0.25 µm.</summary>
/// <param name="Type">The type.</param>
/// <param name="Radius">Median of the larger radius.</param>
/// <param name="LogRadiusSd">Standard deviation of its logarithm.</param>
/// <param name="AxisRatioLow">Smallest ratio of the axes.</param>
/// <param name="AxisRatioHigh">Largest ratio of the axes.</param>
/// <param name="Level">Median haematoxylin concentration.</param>
/// <param name="TextureSd">Relative standard deviation of the chromatin texture.</param>
/// <param name="Share">Share of all nuclei.</param>
/// <param name="WobbleSd">Standard deviation of the outline's harmonics.</param>
/// <param name="NucleolusRate">Share with a nucleolus.</param>
internal sealed record NuclearPopulation(
    NucleusType Type,
    double Radius,
    double LogRadiusSd,
    double AxisRatioLow,
    double AxisRatioHigh,
    double Level,
    double TextureSd,
    double Share,
    double WobbleSd,
    double NucleolusRate)
{
    /// <summary>The five types.</summary>
    public static IReadOnlyList<NuclearPopulation> All { get; } =
    [
        new(NucleusType.NeoplasticEpithelial, 14, 0.18, 0.65, 0.95, 1.15, 0.28, 0.45, 0.05, 0.6),
        new(NucleusType.Inflammatory, 8, 0.10, 0.85, 1.0, 1.9, 0.12, 0.25, 0.02, 0),
        new(NucleusType.Connective, 13, 0.10, 0.22, 0.40, 1.3, 0.18, 0.18, 0.02, 0),
        new(NucleusType.Dead, 9, 0.10, 0.6, 0.9, 2.3, 0.08, 0.02, 0.05, 0),
        new(NucleusType.NonNeoplasticEpithelial, 11, 0.10, 0.75, 0.98, 1.2, 0.18, 0.10, 0.02, 0.6),
    ];

    public static NuclearPopulation Of(NucleusType type) => All[(int)type - 1];
}
