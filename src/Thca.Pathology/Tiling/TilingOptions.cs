using Thca.Core.Errors;

namespace Thca.Pathology.Tiling;

/// <summary>How a slide is cut into pieces for detection. Lengths are pixels of the processing grid (0.25 µm).</summary>
public sealed record TilingOptions
{
    /// <summary>Resolution of the processing grid, µm per pixel.</summary>
    public const double Mpp = 0.25;

    /// <summary>Side of the square a detector answers for, fixed by the network.</summary>
    public const int PatchOutput = 164;

    /// <summary>Pixels a patch needs around its output.</summary>
    public const int PatchMargin = 46;

    /// <summary>Pixels by which a core is grown on every side.</summary>
    public const int Margin = 128;

    /// <summary>Side of a core; side + 256 must be a multiple of 164, e.g. 728, 1056, 4172.</summary>
    /// <value>4172.</value>
    public int Core { get; init; } = 4172;

    /// <summary>Cores with a smaller share of tissue are skipped, 0 to 1.</summary>
    /// <value>0.001.</value>
    public double SmallestCoverage { get; init; } = 0.001;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Core is < 72 or > 16_384 || (Core + 2 * Margin) % PatchOutput != 0)
        {
            int fits = Math.Max(1, (int)Math.Round((Core + 2.0 * Margin) / PatchOutput)) * PatchOutput - 2 * Margin;
            problems.Add($"Core is {Core}; expected a size from 72 to 16384 with (size + {2 * Margin}) a multiple of {PatchOutput}, the next is {Math.Max(72, fits)}.");
        }

        if (!(SmallestCoverage is >= 0 and <= 1)) problems.Add(FormattableString.Invariant($"SmallestCoverage is {SmallestCoverage}; expected 0 to 1."));
        OptionsException.ThrowIfAny(problems);
    }
}
