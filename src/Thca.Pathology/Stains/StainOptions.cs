using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Pathology.Stains;

/// <summary>How the stains of an image are estimated.</summary>
public sealed record StainOptions
{
    /// <summary>The method.</summary>
    /// <value><see cref="StainMethod.Macenko"/>.</value>
    public StainMethod Method { get; init; }

    /// <summary>Whether concentrations and L*a*b* moments are taken from tissue pixels only, not from all pixels as TIAToolbox does. Stain vectors always come from tissue.</summary>
    /// <value>false.</value>
    public bool TissueOnly { get; init; }

    /// <summary>Intensity of empty glass in R, G and B, 200 to 255.</summary>
    /// <value>255 each.</value>
    public IReadOnlyList<double> Background { get; init; } = [255, 255, 255];

    /// <summary>Weight of sparseness in <see cref="StainMethod.Vahadane"/>, 0 to 1.</summary>
    /// <value>0.02.</value>
    public double Lambda { get; init; } = 0.02;

    /// <summary>Whether <see cref="StainMethod.Vahadane"/> starts from the Macenko vectors instead of the fixed ones; the result is the same to 0.2 degrees.</summary>
    /// <value>false.</value>
    public bool StartFromMacenko { get; init; }

    /// <summary>Most pixels that <see cref="StainMethod.Vahadane"/> works on, 100 to 1,000,000.</summary>
    /// <value>20,000.</value>
    public int FactorizationPixels { get; init; } = 20_000;

    /// <summary>Whether images are brightened first so that the 95th percentile of their L* becomes white.</summary>
    /// <value>false.</value>
    public bool StandardizeLuminosity { get; init; }

    /// <summary>Seed of the draw of pixels.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Background.Count != 3 || Background.Any(v => !(v is >= 200 and <= 255))) problems.Add("Background must hold three numbers from 200 to 255.");
        if (!(Lambda is >= 0 and <= 1)) problems.Add(FormattableString.Invariant($"Lambda is {Lambda}; expected 0 to 1."));
        if (FactorizationPixels is < 100 or > 1_000_000) problems.Add($"FactorizationPixels is {FactorizationPixels}; expected 100 to 1000000.");
        OptionsException.ThrowIfAny(problems);
    }
}
