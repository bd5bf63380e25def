using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;

namespace Thca.Pipelines.Pathology;

/// <summary>What a run of nuclear features and cellular heterogeneity computes.</summary>
public sealed record NuclearFeaturesRunOptions
{
    /// <summary>Which features.</summary>
    /// <value><see cref="NuclearProfile.Sound"/>.</value>
    public NuclearProfile Profile { get; init; }

    /// <summary>Which nuclei count; the script's profile takes all of its three types whatever is set here.</summary>
    /// <value>The filter's own defaults.</value>
    public NucleusFilter Filter { get; init; } = new();

    /// <summary>How heterogeneity is measured.</summary>
    /// <value>The analysis's own defaults.</value>
    public HeterogeneityOptions Heterogeneity { get; init; } = new();

    /// <summary>Frozen ranges of an earlier cohort; null: learned from this run's development slides, if there are at least two.</summary>
    /// <value>null.</value>
    public string? BinsPath { get; init; }

    /// <summary>Whether the features of every nucleus are also written as CSV.</summary>
    /// <value>false.</value>
    public bool WriteCsv { get; init; }

    /// <summary>Whether stains and target of the workspace are used.</summary>
    /// <value>true.</value>
    public bool UseStains { get; init; } = true;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="Core.Errors.OptionsException">At least one is outside its range.</exception>
    public void Validate()
    {
        Filter.Validate();
        Heterogeneity.Validate();
    }
}
