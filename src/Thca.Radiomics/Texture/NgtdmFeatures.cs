using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Texture;

/// <summary>Names and formulas of the neighbouring gray-tone difference features.</summary>
internal static class NgtdmFeatures
{
    public static FeatureDefinition<NeighbourDifferenceStatistics>[] Definitions { get; } = new FeatureDefinitions<NeighbourDifferenceStatistics>("ngtdm")
        .Add("Busyness", "1", "NQ30", "Σ pᵢ sᵢ / Σᵢ Σⱼ |i pᵢ − j pⱼ|; 0 where the denominator is 0", s => s.Busyness)
        .Add("Coarseness", "1", "QCDE", "1 / Σ pᵢ sᵢ; 10⁶ where the sum is 0", s => s.Coarseness)
        .Add("Complexity", "1", "HDEZ", "Σᵢ Σⱼ |i − j| (pᵢ sᵢ + pⱼ sⱼ) / (pᵢ + pⱼ) / Nv", s => s.Complexity)
        .Add("Contrast", "1", "65HE", "Σᵢ Σⱼ pᵢ pⱼ (i − j)² / (K (K − 1)) · Σ sᵢ / Nv; 0 where K = 1", s => s.Contrast)
        .Add("Strength", "1", "1X9X", "Σᵢ Σⱼ (pᵢ + pⱼ) (i − j)² / Σ sᵢ; 0 where Σ sᵢ = 0", s => s.Strength)
        .ToArray();
}
