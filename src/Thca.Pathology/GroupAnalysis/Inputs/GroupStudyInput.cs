using Thca.Core.Cohorts;
using Thca.Core.Features;

namespace Thca.Pathology.GroupAnalysis.Inputs;

/// <summary>Everything a comparison of groups starts from. Patients are matched by identifier, as text.</summary>
public sealed record GroupStudyInput
{
    /// <summary>Tables of slide features.</summary>
    public required IReadOnlyList<PatientFeatures> Features { get; init; }

    /// <summary>Identifiers of the patients that have a row in the groups table, in its order.</summary>
    public required IReadOnlyList<string> GroupIds { get; init; }

    /// <summary>Their groups.</summary>
    public required RiskGroupAssignment Groups { get; init; }

    /// <summary>Radiomics, heterogeneity and clinical tables to relate the slides to.</summary>
    public IReadOnlyList<FeatureTable> Imaging { get; init; } = [];

    /// <summary>Metastasis by patient; absent = unknown.</summary>
    public IReadOnlyDictionary<string, bool> Outcome { get; init; } = new Dictionary<string, bool>();

    /// <summary>Slides per patient, where known.</summary>
    public IReadOnlyDictionary<string, int> Slides { get; init; } = new Dictionary<string, int>();

    /// <summary>Measurements per slide, where several slides of a patient are to be modelled: feature to patient to values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double[]>> SlideValues { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, double[]>>();
}
