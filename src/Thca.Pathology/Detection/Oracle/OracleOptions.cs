using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Randomness;

namespace Thca.Pathology.Detection.Oracle;

/// <summary>Errors that an <see cref="OracleDetector"/> makes on purpose.</summary>
public sealed record OracleOptions
{
    /// <summary>Share of nuclei it misses.</summary>
    /// <value>0.</value>
    public double MissRate { get; init; }

    /// <summary>Share of nuclei it cuts into two.</summary>
    /// <value>0.</value>
    public double SplitRate { get; init; }

    /// <summary>Standard deviation of the shift of a nucleus along each axis, pixels.</summary>
    /// <value>0.</value>
    public double JitterPixels { get; init; }

    /// <summary>Seed of the errors.</summary>
    /// <value>42.</value>
    public RandomSeed Seed { get; init; } = RandomSeed.Default;

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!(MissRate is >= 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"MissRate is {MissRate}; a share from 0 to 1 is needed."));
        if (!(SplitRate is >= 0 and <= 1)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"SplitRate is {SplitRate}; a share from 0 to 1 is needed."));
        if (!(JitterPixels is >= 0 and <= 20)) problems.Add(string.Create(CultureInfo.InvariantCulture, $"JitterPixels is {JitterPixels}; 0 to 20 is needed."));
        OptionsException.ThrowIfAny(problems);
    }
}
