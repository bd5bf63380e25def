using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;

namespace Thca.Segmentation.Assessment;

/// <summary>How a study of edited masks is done.</summary>
public sealed record EditStudyOptions
{
    /// <summary>Arithmetic: sound, or the original's (every non-zero voxel counts, population standard deviations, t intervals).</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>How a pair is measured.</summary>
    /// <value>As documented there.</value>
    public MaskPairOptions Pair { get; init; } = new();

    /// <summary>Label to compare; without one the lesion: 11 where present, else the only label of both files.</summary>
    /// <value>None.</value>
    public int? Label { get; init; }

    /// <summary>Whether every label that occurs is compared, one row each.</summary>
    /// <value>false.</value>
    public bool AllLabels { get; init; }

    /// <summary>Data set that the others are compared with; without one all are compared with each other.</summary>
    /// <value>None.</value>
    public string? Baseline { get; init; }

    /// <summary>Patient of every case, by case id; a case that is not listed is a patient of its own.</summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, PatientId> Patients { get; init; } = new Dictionary<string, PatientId>();

    /// <summary>Bootstrap samples of patients for intervals of mean, median and Cliff's delta; 0 for none.</summary>
    /// <value>2000.</value>
    public int BootstrapReplicates { get; init; } = 2000;

    /// <summary>Level of significance, after adjustment; intervals cover 1 minus this.</summary>
    /// <value>0.05.</value>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Seed of bootstrap and Monte Carlo tests.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">Every setting outside its range.</exception>
    public void Validate()
    {
        Pair.Validate();
        List<string> problems = [];
        if (Label is < 1) problems.Add(FormattableString.Invariant($"Label is {Label}; a label is at least 1."));
        if (Label is not null && AllLabels) problems.Add("Label and AllLabels exclude each other.");
        if (BootstrapReplicates < 0) problems.Add(FormattableString.Invariant($"BootstrapReplicates is {BootstrapReplicates}; it must not be negative."));
        if (Alpha is not (> 0 and < 1)) problems.Add(FormattableString.Invariant($"Alpha is {Alpha}; it must lie between 0 and 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
