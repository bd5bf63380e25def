using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis.Clustering;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Scoring;

namespace Thca.Pathology.GroupAnalysis;

/// <summary>Everything a comparison of risk groups on slides found.</summary>
public sealed record GroupStudyResult
{
    /// <summary>The patients and what was known of them.</summary>
    public required StudyCohort Cohort { get; init; }

    /// <summary>What was to be tested.</summary>
    public required AnalysisPlan Plan { get; init; }

    /// <summary>How.</summary>
    public required GroupAnalysisOptions Options { get; init; }

    /// <summary>The seed that was used.</summary>
    public required RandomSeed Seed { get; init; }

    /// <summary>High against low risk, feature by feature.</summary>
    public required IReadOnlyList<FeatureComparison> Tests { get; init; }

    /// <summary>With against without metastasis, a battery of its own; empty without a known outcome.</summary>
    public IReadOnlyList<FeatureComparison> OutcomeTests { get; init; } = [];

    /// <summary>Over the thirds of predicted risk; empty when the groups table has none.</summary>
    public IReadOnlyList<TertileComparison> Tertiles { get; init; } = [];

    /// <summary>Features measured on several slides.</summary>
    public IReadOnlyList<SlideComparison> Slides { get; init; } = [];

    /// <summary>The composite score.</summary>
    public required CompositeScoreResult Score { get; init; }

    /// <summary>Correlations with imaging and clinical variables.</summary>
    public IReadOnlyList<ImagingCorrelation> Correlations { get; init; } = [];

    /// <summary>One test per block of them.</summary>
    public IReadOnlyList<OmnibusTest> Omnibus { get; init; } = [];

    /// <summary>Exploratory clusters.</summary>
    public required PatientClusters Clusters { get; init; }

    /// <summary>Tested features whose adjusted p is below alpha.</summary>
    public IEnumerable<FeatureComparison> Significant => Tests.Where(t => t.Adjusted < Plan.Alpha);
}
