using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Pathology.Stains;

/// <summary>How the stains of a whole slide are estimated: once, from a sample of its tissue.</summary>
public sealed record SlideStainOptions
{
    /// <summary>The method.</summary>
    /// <value><see cref="StainMethod.Macenko"/>.</value>
    public StainMethod Method { get; init; }

    /// <summary>Most windows to sample, 1 to 1000.</summary>
    /// <value>64.</value>
    public int Windows { get; init; } = 64;

    /// <summary>Side of a window in pixels of 0.25 µm, 64 to 4096.</summary>
    /// <value>512.</value>
    public int WindowSize { get; init; } = 512;

    /// <summary>Most pixels to keep, 1000 to 10,000,000.</summary>
    /// <value>1,000,000.</value>
    public int Pixels { get; init; } = 1_000_000;

    /// <summary>Whether the intensity of glass is measured on the slide instead of taken as 255.</summary>
    /// <value>false.</value>
    public bool EstimateBackground { get; init; }

    /// <summary>Seed of windows and pixels.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Windows is < 1 or > 1000) problems.Add($"Windows is {Windows}; expected 1 to 1000.");
        if (WindowSize is < 64 or > 4096) problems.Add($"WindowSize is {WindowSize}; expected 64 to 4096.");
        if (Pixels is < 1000 or > 10_000_000) problems.Add($"Pixels is {Pixels}; expected 1000 to 10000000.");
        OptionsException.ThrowIfAny(problems);
    }
}
