using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Texture;

/// <summary>Names and formulas of the run-length features; j is the run length in voxels.</summary>
internal static class GlrlmFeatures
{
    public static FeatureDefinition<GrayLevelSizeStatistics>[] Definitions { get; } = new FeatureDefinitions<GrayLevelSizeStatistics>("glrlm")
        .Add("GrayLevelNonUniformity", "1", "R5YN", "Σ gᵢ² / N", s => s.GrayLevelNonUniformity)
        .Add("GrayLevelNonUniformityNormalized", "1", "OVBL", "Σ gᵢ² / N²", s => s.GrayLevelNonUniformityNormalized)
        .Add("GrayLevelVariance", "1", "8CE5", "Σ gᵢ (i − μᵢ)² / N", s => s.GrayLevelVariance)
        .Add("HighGrayLevelRunEmphasis", "1", "G3QZ", "Σ gᵢ i² / N", s => s.HighLevel)
        .Add("LongRunEmphasis", "1", "W4KF", "Σ hⱼ j² / N", s => s.Large)
        .Add("LongRunHighGrayLevelEmphasis", "1", "3KUM", "Σ P(i,j) i² j² / N", s => s.LargeHigh)
        .Add("LongRunLowGrayLevelEmphasis", "1", "IVPO", "Σ P(i,j) j² / i² / N", s => s.LargeLow)
        .Add("LowGrayLevelRunEmphasis", "1", "V3SW", "Σ gᵢ / i² / N", s => s.LowLevel)
        .Add("RunEntropy", "bit", "HJ9O", "−Σ p(i,j) log₂(p(i,j) + ε)", s => s.Entropy)
        .Add("RunLengthNonUniformity", "1", "W92Y", "Σ hⱼ² / N", s => s.SizeNonUniformity)
        .Add("RunLengthNonUniformityNormalized", "1", "IC23", "Σ hⱼ² / N²", s => s.SizeNonUniformityNormalized)
        .Add("RunPercentage", "1", "9ZK5", "N / Σ j hⱼ", s => s.Percentage)
        .Add("RunVariance", "1", "SXLW", "Σ hⱼ (j − μⱼ)² / N", s => s.SizeVariance)
        .Add("ShortRunEmphasis", "1", "22OV", "Σ hⱼ / j² / N", s => s.Small)
        .Add("ShortRunHighGrayLevelEmphasis", "1", "GD3A", "Σ P(i,j) i² / j² / N", s => s.SmallHigh)
        .Add("ShortRunLowGrayLevelEmphasis", "1", "HTZT", "Σ P(i,j) / (i² j²) / N", s => s.SmallLow)
        .ToArray();
}
