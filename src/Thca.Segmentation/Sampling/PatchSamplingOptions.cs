using System.Globalization;
using Thca.Core.Errors;

namespace Thca.Segmentation.Sampling;

/// <summary>Which patches of a case are seen how often.</summary>
public sealed record PatchSamplingOptions
{
    /// <summary>Fraction of a batch that is centred on foreground; the last ones of the batch, rounded up.</summary>
    /// <value>0.33, which in a batch of two is the second patch.</value>
    public double ForegroundFraction { get; init; } = 0.33;

    /// <summary>
    /// Probability that a patch centred on foreground is centred on the lesion, where the case has one; the other labels share the rest. Null
    /// is the original's rule: all labels that are present alike, which gives the lesion of twelve labels one eleventh.
    /// </summary>
    /// <value>0.5.</value>
    public double? LesionProbability { get; init; } = 0.5;

    /// <summary>Checks the settings.</summary>
    /// <exception cref="OptionsException">A value is outside 0 to 1.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (!(ForegroundFraction is >= 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"ForegroundFraction is {ForegroundFraction}; expected 0 to 1."));
        if (LesionProbability is { } p && !(p is >= 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"LesionProbability is {p}; expected 0 to 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
