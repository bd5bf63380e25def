namespace Thca.Core.Histology;

/// <summary>What is unusual about a detected nucleus; it is kept all the same.</summary>
[Flags]
public enum NucleusFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Smaller than the smallest plausible area.</summary>
    Small = 1,

    /// <summary>Larger than the largest plausible area.</summary>
    Large = 2,

    /// <summary>Touches the border of the slide or image.</summary>
    TouchesBorder = 4,

    /// <summary>Lies where the slide is out of focus.</summary>
    Blurred = 8,
}
