using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Stability;
using Thca.Statistics.Correlation;

namespace Thca.Heterogeneity;

/// <summary>One tumour analysed in both modes, without intervals: what the original's arithmetic changes.</summary>
/// <param name="Reference">Result of Reference mode.</param>
/// <param name="Sound">Result of Sound mode.</param>
public sealed record ModeComparison(TitanResult Reference, TitanResult Sound)
{
    /// <summary>Matched Dice of the sub-regions of both modes; NaN when one has none.</summary>
    public double SubregionDice => Reference.Subregions is { } a && Sound.Subregions is { } b ? PartitionAgreement.Between(a, b).MatchedDice : double.NaN;

    /// <summary>Spearman's correlation of the scaled iTED of the features between the modes; NaN when one has none.</summary>
    public double ItedCorrelation
    {
        get
        {
            Dictionary<string, double> sound = Sound.Ited.Features.ToDictionary(f => f.Name, f => f.Scaled, StringComparer.Ordinal);
            (double A, double B)[] pairs = [.. Reference.Ited.Features.Select(f => (f.Scaled, sound.GetValueOrDefault(f.Name, double.NaN))).Where(p => double.IsFinite(p.Scaled) && double.IsFinite(p.Item2))];
            return pairs.Length < 3 ? double.NaN : SpearmanCorrelation.Compute(Array.ConvertAll(pairs, p => p.A), Array.ConvertAll(pairs, p => p.B)).Coefficient;
        }
    }

    /// <summary>Features without diversity (iTED 0) in one mode's result.</summary>
    public static int ZeroCount(TitanResult result) => result.Ited.Features.Count(f => f.Value == 0);

    /// <summary>Analyses a tumour in both modes.</summary>
    /// <param name="extractor">Computes the features of labelled regions.</param>
    /// <param name="options">Settings; the mode is ignored.</param>
    /// <param name="image">The image.</param>
    /// <param name="tumour">The tumour, on the image's grid.</param>
    /// <param name="thyroid">Limit of expansion, or null.</param>
    /// <param name="patient">Name of the case.</param>
    /// <param name="compute">Threads to use.</param>
    /// <param name="ct">Cancels between steps.</param>
    public static ModeComparison Of(
        IRegionFeatureExtractor extractor, TitanOptions options, Volume<float> image, Mask tumour, Mask? thyroid = null, string patient = "", ComputeOptions? compute = null, CancellationToken ct = default)
    {
        TitanOptions plain = options with
        {
            Ith = options.Ith with { BootstrapReplicates = 0 }, Ited = options.Ited with { BootstrapReplicates = 0 }, Stability = options.Stability with { Runs = 0 },
        };
        TitanResult Run(AnalysisMode mode) => new TitanAnalyzer(extractor, plain with { Mode = mode }).Run(image, tumour, thyroid, patient, compute, null, ct);
        return new ModeComparison(Run(AnalysisMode.Reference), Run(AnalysisMode.Sound));
    }
}
