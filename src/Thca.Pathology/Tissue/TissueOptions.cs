using Thca.Core.Errors;

namespace Thca.Pathology.Tissue;

/// <summary>How tissue is found.</summary>
public sealed record TissueOptions
{
    /// <summary>Resolution of the mask, µm per pixel, 2 to 32. The rules for colours are made for 8: at finer resolutions single nuclei look like blue ink.</summary>
    /// <value>8.</value>
    public double Mpp { get; init; } = 8;

    /// <summary>The grey threshold is never below this.</summary>
    /// <value>180.</value>
    public int LowestThreshold { get; init; } = 180;

    /// <summary>The grey threshold is never above this.</summary>
    /// <value>235.</value>
    public int HighestThreshold { get; init; } = 235;

    /// <summary>Smallest HSV saturation of tissue, 0 to 255, unless it is dark.</summary>
    /// <value>12: removes grey out-of-focus glass.</value>
    public int SmallestSaturation { get; init; } = 12;

    /// <summary>Pixels as dark as this are tissue whatever their saturation.</summary>
    /// <value>120.</value>
    public int DarkGrey { get; init; } = 120;

    /// <summary>Whether green, blue and black ink is removed.</summary>
    /// <value>true.</value>
    public bool RemovePen { get; init; } = true;

    /// <summary>Radius of the closing, µm, 0 to 500.</summary>
    /// <value>40.</value>
    public double ClosingRadius { get; init; } = 40;

    /// <summary>Radius of the opening, µm, 0 to 500.</summary>
    /// <value>16.</value>
    public double OpeningRadius { get; init; } = 16;

    /// <summary>Holes smaller than this are filled, mm²; never more than 5 % of the slide.</summary>
    /// <value>0.05.</value>
    public double LargestHole { get; init; } = 0.05;

    /// <summary>Smaller pieces are dropped, mm²; never more than 5 % of the slide.</summary>
    /// <value>0.05.</value>
    public double SmallestPiece { get; init; } = 0.05;

    /// <summary>Whether the focus is checked; it never changes the mask.</summary>
    /// <value>true.</value>
    public bool CheckFocus { get; init; } = true;

    /// <summary>Cells of 256 µm whose Laplacian has a smaller variance at 1 µm per pixel count as blurred.</summary>
    /// <value>20.</value>
    public double FocusThreshold { get; init; } = 20;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value, double low, double high)
        {
            if (!(value >= low && value <= high)) problems.Add(FormattableString.Invariant($"{name} is {value}; expected {low} to {high}."));
        }

        Check(nameof(Mpp), Mpp, 2, 32);
        Check(nameof(LowestThreshold), LowestThreshold, 0, HighestThreshold);
        Check(nameof(HighestThreshold), HighestThreshold, 0, 255);
        Check(nameof(SmallestSaturation), SmallestSaturation, 0, 255);
        Check(nameof(DarkGrey), DarkGrey, 0, 255);
        Check(nameof(ClosingRadius), ClosingRadius, 0, 500);
        Check(nameof(OpeningRadius), OpeningRadius, 0, 500);
        Check(nameof(LargestHole), LargestHole, 0, 1000);
        Check(nameof(SmallestPiece), SmallestPiece, 0, 1000);
        Check(nameof(FocusThreshold), FocusThreshold, 0, 1e6);
        OptionsException.ThrowIfAny(problems);
    }
}
