using Thca.Modeling.Training;
using Thca.Phantoms.Cohorts;
using Thca.Pipelines.Cohorts;
using Thca.Pipelines.Segmentation;
using Thca.Proteomics.Analysis;
using Thca.Statistics.Roc;

namespace Thca.Pipelines.Demo;

/// <summary>What the demonstration study gave.</summary>
/// <param name="Cohort">The generated patients and their truth.</param>
/// <param name="Radiomics">The extraction, one record per patient.</param>
/// <param name="Heterogeneity">The habitat analysis, one record per patient.</param>
/// <param name="Model">The trained model and its cross-validated metrics.</param>
/// <param name="HeterogeneityGain">Cross-validated AUC with iTED and ITHscore against radiomics alone, on the same patients and folds.</param>
/// <param name="Proteins">Protein expression compared between the model's risk groups.</param>
/// <param name="Slides">Nuclei, features and heterogeneity of the patients' slides, compared between the model's risk groups.</param>
/// <param name="NewPatient">The prediction for one patient the model never saw.</param>
public sealed record DemoResult(
    CohortPhantom Cohort,
    CohortRun Radiomics,
    CohortRun Heterogeneity,
    CritTrainingResult Model,
    AucComparison HeterogeneityGain,
    ProteinStudy Proteins,
    DemoSlides Slides,
    DemoPrediction NewPatient)
{
    /// <summary>How well a network trained on a few CTs segmented unseen ones; empty where that part was left out.</summary>
    public IReadOnlyList<PhantomSegmentationCase> Segmentation { get; init; } = [];
}
