using Thca.Core.Errors;

namespace Thca.Pathology.Slides;

/// <summary>How a slide file is opened. What is given here wins over the file's own metadata.</summary>
public sealed record SlideOpenOptions
{
    /// <summary>Micrometres per level-0 pixel along x.</summary>
    /// <value>NaN: as the file says.</value>
    public double MppX { get; init; } = double.NaN;

    /// <summary>Micrometres per level-0 pixel along y.</summary>
    /// <value>NaN: as the file says, or <see cref="MppX"/> where that is given.</value>
    public double MppY { get; init; } = double.NaN;

    /// <summary>Power of the objective.</summary>
    /// <value>NaN: as the file says.</value>
    public double Power { get; init; } = double.NaN;

    /// <summary>The library that reads the file.</summary>
    /// <value><see cref="SlideBackend.Auto"/>.</value>
    public SlideBackend Backend { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        void Check(string name, double value)
        {
            if (!double.IsNaN(value) && !(value > 0 && double.IsFinite(value))) problems.Add(FormattableString.Invariant($"{name} is {value}; expected a number above 0."));
        }

        Check(nameof(MppX), MppX);
        Check(nameof(MppY), MppY);
        Check(nameof(Power), Power);
        OptionsException.ThrowIfAny(problems);
    }
}
