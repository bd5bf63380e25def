using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.NuclearFeatures;

/// <summary>Which nuclei count in heterogeneity. Others keep their row, with the reason.</summary>
public sealed record NucleusFilter
{
    /// <summary>Reason of nuclei without a class.</summary>
    public const string NoType = "NO_TYPE";

    /// <summary>Reason of nuclei outside the tissue.</summary>
    public const string OutsideTissue = "OUTSIDE_TISSUE";

    /// <summary>Reason of nuclei cut by the slide's border.</summary>
    public const string TouchesBorder = "TOUCHES_BORDER";

    /// <summary>Reason of nuclei where the slide is out of focus.</summary>
    public const string OutOfFocus = "OUT_OF_FOCUS";

    /// <summary>Reason of nuclei below the smallest area.</summary>
    public const string TooSmall = "TOO_SMALL";

    /// <summary>Reason of nuclei above the largest area.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>Reason of nuclei whose class has too few votes.</summary>
    public const string LowProbability = "LOW_PROBABILITY";

    /// <summary>Reason of nuclei whose pixels are hardly nuclear.</summary>
    public const string LowNuclearProbability = "LOW_NP_MEAN";

    /// <summary>Whether nuclei must lie in the tissue.</summary>
    /// <value>true.</value>
    public bool InTissueOnly { get; init; } = true;

    /// <summary>Whether nuclei must lie in focus; the detector flags them where the focus of the tissue is known.</summary>
    /// <value>true.</value>
    public bool InFocusOnly { get; init; } = true;

    /// <summary>Smallest area, µm².</summary>
    /// <value>8.</value>
    public double SmallestArea { get; init; } = 8;

    /// <summary>Largest area, µm².</summary>
    /// <value>600.</value>
    public double LargestArea { get; init; } = 600;

    /// <summary>Smallest vote share of the class.</summary>
    /// <value>0.</value>
    public double SmallestProbability { get; init; }

    /// <summary>Smallest mean nuclear probability; nuclei without one pass.</summary>
    /// <value>0.5.</value>
    public double SmallestNuclearProbability { get; init; } = 0.5;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (!(SmallestArea >= 0) || !(LargestArea > SmallestArea)) problems.Add(FormattableString.Invariant($"Areas {SmallestArea} to {LargestArea} um2 are no range above 0."));
        if (SmallestProbability is not (>= 0 and <= 1) || SmallestNuclearProbability is not (>= 0 and <= 1)) problems.Add("SmallestProbability and SmallestNuclearProbability lie between 0 and 1.");
        OptionsException.ThrowIfAny(problems);
    }

    /// <summary>Why a nucleus does not count; empty when it does. The first reason in the order of this type's constants.</summary>
    /// <param name="nucleus">The nucleus.</param>
    /// <param name="areaUm2">Its area, µm².</param>
    public string Exclusion(Nucleus nucleus, double areaUm2)
    {
        if (nucleus.Type == NucleusType.Background) return NoType;
        if (InTissueOnly && nucleus.RegionId <= 0) return OutsideTissue;
        if (nucleus.Flags.HasFlag(NucleusFlags.TouchesBorder)) return TouchesBorder;
        if (InFocusOnly && nucleus.Flags.HasFlag(NucleusFlags.Blurred)) return OutOfFocus;
        if (areaUm2 < SmallestArea) return TooSmall;
        if (areaUm2 > LargestArea) return TooLarge;
        if (nucleus.Probability < SmallestProbability) return LowProbability;
        return nucleus.MeanNuclearProbability < SmallestNuclearProbability ? LowNuclearProbability : "";
    }
}
