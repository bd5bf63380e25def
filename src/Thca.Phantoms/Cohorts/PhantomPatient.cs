using Thca.Core.Cohorts;
using Thca.Phantoms.Ct;

namespace Thca.Phantoms.Cohorts;

/// <summary>One synthetic patient with the truth that studies never know.</summary>
public sealed record PhantomPatient
{
    /// <summary>The patient.</summary>
    public required PatientId Id { get; init; }

    /// <summary>What the clinic knows.</summary>
    public required PhantomClinicalRecord Clinical { get; init; }

    /// <summary>Heterogeneity of the lesion, 0 to 1.</summary>
    public required double Heterogeneity { get; init; }

    /// <summary>Log odds of distant metastasis, intercept included.</summary>
    public required double LogOdds { get; init; }

    /// <summary>Probability of distant metastasis: the logistic function of <see cref="LogOdds"/>.</summary>
    public required double Risk { get; init; }

    /// <summary>Whether the patient has distant metastasis (M1).</summary>
    public required bool Metastasis { get; init; }

    /// <summary>How the patient's CT is made.</summary>
    public required NeckCtOptions Image { get; init; }
}
