using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Outcome;

namespace Thca.Proteomics.Reporting;

/// <summary>Everything that was computed about a panel; what figures and reports are drawn from.</summary>
public sealed record ProteinAnalysis
{
    /// <summary>The comparison of the risk groups.</summary>
    public required ProteinStudy Study { get; init; }

    /// <summary>Correlations between proteins; empty when not computed.</summary>
    public IReadOnlyList<PairCorrelation> Pairs { get; init; } = [];

    /// <summary>Correlations with imaging and pathology; empty when not computed.</summary>
    public IReadOnlyList<FeatureCorrelation> Features { get; init; } = [];

    /// <summary>Proteins against metastasis; empty when not known.</summary>
    public IReadOnlyList<ProteinOutcome> Outcome { get; init; } = [];
}
