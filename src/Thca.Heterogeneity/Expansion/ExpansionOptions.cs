using Thca.Core.Errors;
using Thca.Core.Provenance;

namespace Thca.Heterogeneity.Expansion;

/// <summary>When and how far a tumour that is too small for sub-regions is expanded into its surroundings.</summary>
public sealed record ExpansionOptions
{
    /// <summary>
    /// <see cref="AnalysisMode.Reference"/>: growth in voxels of the mask of the previous attempt, cut by the thyroid.
    /// <see cref="AnalysisMode.Sound"/>: distance in millimetres from the original tumour, which is never lost.
    /// </summary>
    /// <value><see cref="AnalysisMode.Sound"/>.</value>
    public AnalysisMode Mode { get; init; }

    /// <summary>Whether to expand at all; peritumoural tissue changes the meaning of every feature.</summary>
    /// <value>null: yes (Reference), no (Sound).</value>
    public bool? Enabled { get; init; }

    /// <summary>Distance of attempt a is a times this, mm.</summary>
    /// <value>3.</value>
    public double DistanceMm { get; init; } = 3;

    /// <summary>Most attempts.</summary>
    /// <value>3.</value>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Whether a thyroid mask limits the expansion when there is one.</summary>
    /// <value>true.</value>
    public bool UseThyroid { get; init; } = true;

    /// <summary>Throws when a setting is out of range.</summary>
    /// <exception cref="OptionsException">Lists every offending setting.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!(DistanceMm > 0 && DistanceMm < 100)) problems.Add(FormattableString.Invariant($"DistanceMm is {DistanceMm}; it must lie between 0 and 100."));
        if (MaxAttempts is < 0 or > 20) problems.Add(FormattableString.Invariant($"MaxAttempts is {MaxAttempts}; 0 to 20 are possible."));
        OptionsException.ThrowIfAny(problems);
    }

    internal bool EffectiveEnabled => Enabled ?? Mode == AnalysisMode.Reference;
}
