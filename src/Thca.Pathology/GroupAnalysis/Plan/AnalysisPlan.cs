using Thca.Core.Provenance;
using Thca.Core.Randomness;

namespace Thca.Pathology.GroupAnalysis.Plan;

/// <summary>
/// What a comparison of groups is to test, declared before the run. Without a file of its own every result is exploratory. The contrast is always
/// High minus Low.
/// </summary>
public sealed record AnalysisPlan
{
    /// <summary>Identifier of the layout of the JSON form.</summary>
    public const string Schema = "thca-pathology-analysis/1";

    /// <summary>The plan that holds when none was declared.</summary>
    public static AnalysisPlan Default { get; } = new();

    /// <summary>Endpoints whose p-values are adjusted by Holm.</summary>
    /// <value><c>tumour_area_um2_cv</c>.</value>
    public IReadOnlyList<string> Primary { get; init; } = ["tumour_area_um2_cv"];

    /// <summary>Families of secondary endpoints, each adjusted by Benjamini-Hochberg.</summary>
    /// <value>heterogeneity (coefficients of variation, entropies and the multivariate measures of tumour nuclei), morphology (medians of tumour nuclei), composition (centred log-ratios, densities and the log-ratio of tumour to inflammatory nuclei) and spatial.</value>
    public IReadOnlyList<FamilyDefinition> Families { get; init; } =
    [
        new(FamilyDefinition.Heterogeneity, ["tumour_*_cv", "tumour_*_entropy", "tumour_ith_*"]),
        new(FamilyDefinition.Morphology, ["tumour_*_median"]),
        new(FamilyDefinition.Composition, ["*_composition_clr", "*_composition_density_mm2", "*_composition_log_ratio"]),
        new(FamilyDefinition.Spatial, ["*_spatial_*"]),
    ];

    /// <summary>Columns held fixed in the rank ANCOVA beside each test.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>Patients left out.</summary>
    /// <value>None.</value>
    public IReadOnlyList<PatientExclusion> Exclusions { get; init; } = [];

    /// <summary>Seed of permutations and bootstrap; null = that of the run.</summary>
    /// <value>null.</value>
    public RandomSeed? Seed { get; init; }

    /// <summary>Level of significance.</summary>
    /// <value>0.05.</value>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Hash of the file the plan was read from; null for a plan that was not declared beforehand.</summary>
    /// <value>null.</value>
    public ContentHash? Hash { get; init; }

    /// <summary>Whether the plan was declared in a file.</summary>
    public bool IsDeclared => Hash is not null;
}
