using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Texture;

/// <summary>Names and formulas of the co-occurrence features.</summary>
internal static class GlcmFeatures
{
    public static FeatureDefinition<CooccurrenceStatistics>[] Definitions { get; } = new FeatureDefinitions<CooccurrenceStatistics>("glcm")
        .Add("Autocorrelation", "1", "QWB0", "Σ i j p(i,j)", s => s.Autocorrelation)
        .Add("ClusterProminence", "1", "AE86", "Σ (i + j − μx − μy)⁴ p(i,j)", s => s.ClusterProminence)
        .Add("ClusterShade", "1", "7NFM", "Σ (i + j − μx − μy)³ p(i,j)", s => s.ClusterShade)
        .Add("ClusterTendency", "1", "DG8W", "Σ (i + j − μx − μy)² p(i,j)", s => s.ClusterTendency)
        .Add("Contrast", "1", "ACUI", "Σ (i − j)² p(i,j)", s => s.Contrast)
        .Add("Correlation", "1", "NI2N", "Σ (i − μx)(j − μy) p(i,j) / (σx σy + ε); 1 where σx σy = 0", s => s.Correlation)
        .Add("DifferenceAverage", "1", "TF7R", "DA = Σ k p₋(k)", s => s.DifferenceAverage)
        .Add("DifferenceEntropy", "bit", "NTRS", "−Σ p₋(k) log₂(p₋(k) + ε)", s => s.DifferenceEntropy)
        .Add("DifferenceVariance", "1", "D3YU", "Σ (k − DA)² p₋(k)", s => s.DifferenceVariance)
        .Add("Id", "1", "IB1Z", "Σ p₋(k) / (1 + k)", s => s.InverseDifference)
        .Add("Idm", "1", "WF0Z", "Σ p₋(k) / (1 + k²)", s => s.InverseDifferenceMoment)
        .Add("Idmn", "1", "1QCO", "Σ p₋(k) / (1 + k² / Ng²)", s => s.InverseDifferenceMomentNormalized)
        .Add("Idn", "1", "NDRX", "Σ p₋(k) / (1 + k / Ng)", s => s.InverseDifferenceNormalized)
        .Add("Imc1", "1", "R8DG", "(HXY − HXY1) / max(HX, HY); 0 where the maximum is 0", s => s.Imc1)
        .Add("Imc2", "1", "JN9H", "√(1 − exp(−2 (HXY2 − HXY)))", s => s.Imc2)
        .Add("InverseVariance", "1", "E8JP", "Σ p₋(k) / k², k ≥ 1", s => s.InverseVariance)
        .Add("JointAverage", "1", "60VM", "μx = Σ i p(i,j)", s => s.JointAverage)
        .Add("JointEnergy", "1", "8ZQL", "Σ p(i,j)²", s => s.JointEnergy)
        .Add("JointEntropy", "bit", "TU9B", "HXY = −Σ p(i,j) log₂(p(i,j) + ε)", s => s.JointEntropy)
        .Add("MCC", "1", null, "second largest singular value of p(i,j) / √(px(i) py(j)); 1 if only one level occurs", s => s.MaximalCorrelationCoefficient)
        .Add("MaximumProbability", "1", "GYBY", "max p(i,j)", s => s.MaximumProbability)
        .Add("SumAverage", "1", "ZGXS", "Σ k p₊(k)", s => s.SumAverage)
        .Add("SumEntropy", "bit", "P6QZ", "−Σ p₊(k) log₂(p₊(k) + ε)", s => s.SumEntropy)
        .Add("SumSquares", "1", "UR99", "Σ (i − μx)² p(i,j)", s => s.SumSquares)
        .ToArray();
}
