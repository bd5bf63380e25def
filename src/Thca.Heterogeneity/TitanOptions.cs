using Thca.Core.Errors;
using Thca.Core.Provenance;
using Thca.Core.Randomness;
using Thca.Heterogeneity.Expansion;
using Thca.Heterogeneity.Ited;
using Thca.Heterogeneity.Ith;
using Thca.Heterogeneity.Stability;
using Thca.Heterogeneity.Subregions;
using Thca.Heterogeneity.Supervoxels;

namespace Thca.Heterogeneity;

/// <summary>Settings of <see cref="TitanAnalyzer"/>. <see cref="Mode"/> and <see cref="Seed"/> overrule those of the parts.</summary>
public sealed record TitanOptions
{
    /// <summary>Arithmetic of all steps.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Seed of all steps.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Fewest valid sub-regions for scores.</summary>
    /// <value>5.</value>
    public int MinValidSubregions { get; init; } = 5;

    /// <summary>Division into supervoxels; the number of segments follows from <see cref="Subregions"/>.</summary>
    /// <value>The defaults of <see cref="SlicOptions"/>.</value>
    public SlicOptions Supervoxels { get; init; } = new();

    /// <summary>Number, filter and features of the sub-regions.</summary>
    /// <value>The defaults of <see cref="SubregionOptions"/>.</value>
    public SubregionOptions Subregions { get; init; } = new();

    /// <summary>Expansion of tumours that are too small.</summary>
    /// <value>The defaults of <see cref="ExpansionOptions"/>.</value>
    public ExpansionOptions Expansion { get; init; } = new();

    /// <summary>3-D ITHscore.</summary>
    /// <value>The defaults of <see cref="IthOptions"/>.</value>
    public IthOptions Ith { get; init; } = new();

    /// <summary>iTED.</summary>
    /// <value>The defaults of <see cref="ItedOptions"/>.</value>
    public ItedOptions Ited { get; init; } = new();

    /// <summary>Stability under perturbation.</summary>
    /// <value>The defaults of <see cref="StabilityOptions"/>.</value>
    public StabilityOptions Stability { get; init; } = new();

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting of all parts.</exception>
    public void Validate()
    {
        TitanOptions all = Applied();
        List<string> problems = [];
        if (MinValidSubregions < 2) problems.Add(FormattableString.Invariant($"MinValidSubregions is {MinValidSubregions}; at least 2 is needed."));
        foreach ((string part, Action validate) in (ReadOnlySpan<(string, Action)>)[
            ("Supervoxels", all.Supervoxels.Validate), ("Subregions", all.Subregions.Validate), ("Expansion", all.Expansion.Validate),
            ("Ith", all.Ith.Validate), ("Ited", all.Ited.Validate), ("Stability", all.Stability.Validate)])
        {
            try
            {
                validate();
            }
            catch (OptionsException exception)
            {
                problems.AddRange(exception.Problems.Select(p => $"{part}.{p}"));
            }
        }

        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>The settings with mode and seed handed to every part.</summary>
    internal TitanOptions Applied() => this with
    {
        Supervoxels = Supervoxels with { Mode = Mode, Seed = Seed },
        Subregions = Subregions with { Mode = Mode },
        Expansion = Expansion with { Mode = Mode },
        Ith = Ith with { Mode = Mode, Seed = Seed },
        Ited = Ited with { Mode = Mode, Seed = Seed },
        Stability = Stability with { Seed = Seed },
    };
}
