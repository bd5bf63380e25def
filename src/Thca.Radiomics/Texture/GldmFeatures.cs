using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Texture;

/// <summary>Names and formulas of the dependence features; j is 1 + the number of dependent neighbours.</summary>
internal static class GldmFeatures
{
    public static FeatureDefinition<GrayLevelSizeStatistics>[] Definitions { get; } = new FeatureDefinitions<GrayLevelSizeStatistics>("gldm")
        .Add("DependenceEntropy", "bit", "FCBV", "−Σ p(i,j) log₂(p(i,j) + ε)", s => s.Entropy)
        .Add("DependenceNonUniformity", "1", "Z87G", "Σ hⱼ² / N", s => s.SizeNonUniformity)
        .Add("DependenceNonUniformityNormalized", "1", "OKJI", "Σ hⱼ² / N²", s => s.SizeNonUniformityNormalized)
        .Add("DependenceVariance", "1", "DNX2", "Σ hⱼ (j − μⱼ)² / N", s => s.SizeVariance)
        .Add("GrayLevelNonUniformity", "1", "FP8K", "Σ gᵢ² / N", s => s.GrayLevelNonUniformity)
        .Add("GrayLevelVariance", "1", "1PFV", "Σ gᵢ (i − μᵢ)² / N", s => s.GrayLevelVariance)
        .Add("HighGrayLevelEmphasis", "1", "OAE7", "Σ gᵢ i² / N", s => s.HighLevel)
        .Add("LargeDependenceEmphasis", "1", "IMOQ", "Σ hⱼ j² / N", s => s.Large)
        .Add("LargeDependenceHighGrayLevelEmphasis", "1", "9QMG", "Σ P(i,j) i² j² / N", s => s.LargeHigh)
        .Add("LargeDependenceLowGrayLevelEmphasis", "1", "NBZI", "Σ P(i,j) j² / i² / N", s => s.LargeLow)
        .Add("LowGrayLevelEmphasis", "1", "TL9H", "Σ gᵢ / i² / N", s => s.LowLevel)
        .Add("SmallDependenceEmphasis", "1", "SODN", "Σ hⱼ / j² / N", s => s.Small)
        .Add("SmallDependenceHighGrayLevelEmphasis", "1", "JA6D", "Σ P(i,j) i² / j² / N", s => s.SmallHigh)
        .Add("SmallDependenceLowGrayLevelEmphasis", "1", "EQ3F", "Σ P(i,j) / (i² j²) / N", s => s.SmallLow)
        .Add("DependencePercentage", "1", "6XV8", "N / Np = 1", s => s.Count / s.Count, deprecated: true)
        .Add("GrayLevelNonUniformityNormalized", "1", "5SPA", "Σ gᵢ² / N² (equals firstorder Uniformity)", s => s.GrayLevelNonUniformityNormalized, deprecated: true)
        .ToArray();
}
