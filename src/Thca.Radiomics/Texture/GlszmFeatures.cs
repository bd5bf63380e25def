using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Texture;

/// <summary>Names and formulas of the size-zone features; j is the zone's number of voxels.</summary>
internal static class GlszmFeatures
{
    public static FeatureDefinition<GrayLevelSizeStatistics>[] Definitions { get; } = new FeatureDefinitions<GrayLevelSizeStatistics>("glszm")
        .Add("GrayLevelNonUniformity", "1", "JNSA", "Σ gᵢ² / N", s => s.GrayLevelNonUniformity)
        .Add("GrayLevelNonUniformityNormalized", "1", "Y1RO", "Σ gᵢ² / N²", s => s.GrayLevelNonUniformityNormalized)
        .Add("GrayLevelVariance", "1", "BYLV", "Σ gᵢ (i − μᵢ)² / N", s => s.GrayLevelVariance)
        .Add("HighGrayLevelZoneEmphasis", "1", "5GN9", "Σ gᵢ i² / N", s => s.HighLevel)
        .Add("LargeAreaEmphasis", "1", "48P8", "Σ hⱼ j² / N", s => s.Large)
        .Add("LargeAreaHighGrayLevelEmphasis", "1", "J17V", "Σ P(i,j) i² j² / N", s => s.LargeHigh)
        .Add("LargeAreaLowGrayLevelEmphasis", "1", "YH51", "Σ P(i,j) j² / i² / N", s => s.LargeLow)
        .Add("LowGrayLevelZoneEmphasis", "1", "XMSY", "Σ gᵢ / i² / N", s => s.LowLevel)
        .Add("SizeZoneNonUniformity", "1", "4JP3", "Σ hⱼ² / N", s => s.SizeNonUniformity)
        .Add("SizeZoneNonUniformityNormalized", "1", "VB3A", "Σ hⱼ² / N²", s => s.SizeNonUniformityNormalized)
        .Add("SmallAreaEmphasis", "1", "5QRC", "Σ hⱼ / j² / N", s => s.Small)
        .Add("SmallAreaHighGrayLevelEmphasis", "1", "HW1V", "Σ P(i,j) i² / j² / N", s => s.SmallHigh)
        .Add("SmallAreaLowGrayLevelEmphasis", "1", "5RAI", "Σ P(i,j) / (i² j²) / N", s => s.SmallLow)
        .Add("ZoneEntropy", "bit", "GU8N", "−Σ p(i,j) log₂(p(i,j) + ε)", s => s.Entropy)
        .Add("ZonePercentage", "1", "P30P", "N / Σ j hⱼ", s => s.Percentage)
        .Add("ZoneVariance", "1", "3NSA", "Σ hⱼ (j − μⱼ)² / N", s => s.SizeVariance)
        .ToArray();
}
