using Thca.Core.Errors;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>What the pixel features of a nucleus depend on besides its pixels.</summary>
public sealed record SoundFeatureOptions
{
    /// <summary>Micrometres per pixel of the grid.</summary>
    /// <value>0.25, the detector's.</value>
    public double GridMpp { get; init; } = 0.25;

    /// <summary>How colours become stain concentrations.</summary>
    /// <value>The fixed vectors of Ruifrok and Johnston.</value>
    public StainUnmixing Stains { get; init; } = StainUnmixing.Ruifrok;

    /// <summary>Haematoxylin concentration of the lowest of the 16 levels: the slide's 1st percentile over nuclei.</summary>
    /// <value>0.</value>
    public double TextureLow { get; init; }

    /// <summary>Haematoxylin concentration of the highest level: the slide's 99th percentile over nuclei.</summary>
    /// <value>2.</value>
    public double TextureHigh { get; init; } = 2;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (GridMpp is not (> 0 and < 100)) problems.Add(FormattableString.Invariant($"GridMpp is {GridMpp}; micrometres per pixel lie above 0 and below 100."));
        if (!double.IsFinite(TextureLow) || !double.IsFinite(TextureHigh) || TextureLow > TextureHigh) problems.Add(FormattableString.Invariant($"TextureLow {TextureLow} must not exceed TextureHigh {TextureHigh}, both finite."));
        OptionsException.ThrowIfAny(problems);
    }
}
