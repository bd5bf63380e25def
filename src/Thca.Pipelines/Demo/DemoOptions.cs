using System.Globalization;
using Thca.Core.Errors;
using Thca.Phantoms.Cohorts;
using Thca.Pipelines.Segmentation;

namespace Thca.Pipelines.Demo;

/// <summary>Size of the demonstration study.</summary>
public sealed record DemoOptions
{
    /// <summary>Fewest patients with which every fold of the validation has an event.</summary>
    public const int FewestPatients = 12;

    /// <summary>The generated cohort.</summary>
    /// <value>60 patients, about one in seven with metastasis.</value>
    public CohortPhantomOptions Cohort { get; init; } = new();

    /// <summary>Heterogeneity of the new patient's lesion, 0 to 1.</summary>
    /// <value>0.85: a lesion whose parts differ much.</value>
    public double NewPatientHeterogeneity { get; init; } = 0.85;

    /// <summary>Diameter of the new patient's lesion, mm.</summary>
    /// <value>24.</value>
    public double NewPatientLesion { get; init; } = 24;

    /// <summary>The segmentation in small; no steps leave it out.</summary>
    /// <value>Six CTs to learn from, three unseen, 400 steps.</value>
    public PhantomSegmentationOptions Segmentation { get; init; } = new();

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">Too few patients, or the cohort's settings are out of range.</exception>
    public void Validate()
    {
        if (Cohort.Patients < FewestPatients)
            throw new OptionsException([string.Create(CultureInfo.InvariantCulture, $"The demo needs at least {FewestPatients} patients, got {Cohort.Patients}.")]);
        Cohort.Validate();
        Segmentation.Validate();
    }
}
