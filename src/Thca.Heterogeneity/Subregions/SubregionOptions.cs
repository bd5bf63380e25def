using Thca.Core.Errors;
using Thca.Core.Provenance;

namespace Thca.Heterogeneity.Subregions;

/// <summary>How many sub-regions a tumour is divided into, which of them count, and how their features are computed.</summary>
public sealed record SubregionOptions
{
    /// <summary>Which rules the null settings follow.</summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Smaller sub-regions are dropped, voxels.</summary>
    /// <value>10.</value>
    public int MinVoxels { get; init; } = 10;

    /// <summary>Sub-regions wanted at least.</summary>
    /// <value>50.</value>
    public int MinDesired { get; init; } = 50;

    /// <summary>Voxels per sub-region in large tumours.</summary>
    /// <value>100.</value>
    public int TargetVoxels { get; init; } = 100;

    /// <summary>Range of the texture bins.</summary>
    /// <value>null: per sub-region (Reference), tumour range (Sound).</value>
    public SubregionBinning? Binning { get; init; }

    /// <summary>Number of texture bins.</summary>
    /// <value>32.</value>
    public int BinCount { get; init; } = 32;

    /// <summary>Scale of the z-score over the whole image before features are computed, or null for none.</summary>
    /// <value>100.</value>
    public double? NormalizeScale { get; init; } = 100;

    /// <summary>Number of clusters to ask SLIC for.</summary>
    /// <param name="tumourVoxels">N.</param>
    /// <returns>
    /// Reference: max(MinDesired, ⌊N / TargetVoxels⌋). Sound: at most ⌊N / (2 MinVoxels)⌋ of these, so that sub-regions keep a usable size; at
    /// least 1.
    /// </returns>
    public int TargetCount(int tumourVoxels)
    {
        int wanted = Math.Max(MinDesired, Math.Max(1, tumourVoxels / TargetVoxels));
        return Mode == AnalysisMode.Reference ? wanted : Math.Max(1, Math.Min(wanted, tumourVoxels / (2 * MinVoxels)));
    }

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MinVoxels < 1) problems.Add(FormattableString.Invariant($"MinVoxels is {MinVoxels}; at least 1 is needed."));
        if (MinDesired < 1) problems.Add(FormattableString.Invariant($"MinDesired is {MinDesired}; at least 1 is needed."));
        if (TargetVoxels < 1) problems.Add(FormattableString.Invariant($"TargetVoxels is {TargetVoxels}; at least 1 is needed."));
        if (BinCount < 2) problems.Add(FormattableString.Invariant($"BinCount is {BinCount}; at least 2 is needed."));
        if (NormalizeScale is <= 0 or double.NaN) problems.Add(FormattableString.Invariant($"NormalizeScale is {NormalizeScale}; it must be positive."));
        OptionsException.ThrowIfAny(problems);
    }

    internal SubregionBinning EffectiveBinning => Binning ?? (Mode == AnalysisMode.Reference ? SubregionBinning.PerSubregion : SubregionBinning.TumourRange);
}
