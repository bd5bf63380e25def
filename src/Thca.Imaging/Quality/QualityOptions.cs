using Thca.Core.Errors;

namespace Thca.Imaging.Quality;

/// <summary>Limits of <see cref="ImageQualityControl"/>.</summary>
public sealed record QualityOptions
{
    /// <summary>Largest noise that passes, HU.</summary>
    /// <value>30.</value>
    public double MaxNoiseHU { get; init; } = 30;

    /// <summary>Smallest contrast-to-noise ratio that passes.</summary>
    /// <value>1.</value>
    public double MinCnr { get; init; } = 1;

    /// <summary>Smallest tumour volume that passes, mm³.</summary>
    /// <value>50.</value>
    public double MinVolume { get; init; } = 50;

    /// <summary>Interquartile range that must be exceeded, HU.</summary>
    /// <value>5.</value>
    public double MinIqr { get; init; } = 5;

    /// <summary>Voxels nearer than this are not part of the surrounding shell, mm.</summary>
    /// <value>3.</value>
    public double ShellInner { get; init; } = 3;

    /// <summary>Outer radius of the surrounding shell, mm.</summary>
    /// <value>15.</value>
    public double ShellOuter { get; init; } = 15;

    /// <summary>Voxels at or below this value (air, fat borders) are not part of the surrounding shell, HU.</summary>
    /// <value>-200.</value>
    public double ShellMinimumHU { get; init; } = -200;

    /// <summary>Reference only: smallest signal-to-noise ratio that passes.</summary>
    /// <value>5.</value>
    public double MinSnr { get; init; } = 5;

    /// <summary>Reference only: smallest contrast that passes, HU.</summary>
    /// <value>10.</value>
    public double MinContrast { get; init; } = 10;

    /// <summary>Reference only: edge gradient that must be exceeded, HU per slice.</summary>
    /// <value>10.</value>
    public double MinEdgeGradient { get; init; } = 10;

    /// <summary>Reference only: background lies farther than this from the tumour, voxels.</summary>
    /// <value>20.</value>
    public double FarDistance { get; init; } = 20;

    /// <summary>Reference only: number of background voxels that must be exceeded.</summary>
    /// <value>100.</value>
    public int MinFarVoxels { get; init; } = 100;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range; all problems are listed.</exception>
    public void Validate()
    {
        List<string> problems = [];
        foreach ((string name, double value) in new (string, double)[]
        {
            (nameof(MaxNoiseHU), MaxNoiseHU), (nameof(MinCnr), MinCnr), (nameof(MinVolume), MinVolume), (nameof(MinIqr), MinIqr), (nameof(ShellInner), ShellInner),
            (nameof(MinSnr), MinSnr), (nameof(MinContrast), MinContrast), (nameof(MinEdgeGradient), MinEdgeGradient), (nameof(FarDistance), FarDistance), (nameof(MinFarVoxels), MinFarVoxels),
        })
        {
            if (!(value >= 0 && double.IsFinite(value))) problems.Add(FormattableString.Invariant($"{name} is {value}; it must be finite and not negative."));
        }

        if (!(ShellOuter > ShellInner && double.IsFinite(ShellOuter))) problems.Add(FormattableString.Invariant($"ShellOuter is {ShellOuter}; it must exceed ShellInner ({ShellInner} mm)."));
        if (!double.IsFinite(ShellMinimumHU)) problems.Add(FormattableString.Invariant($"ShellMinimumHU is {ShellMinimumHU}; it must be finite."));
        OptionsException.ThrowIfAny(problems);
    }
}
