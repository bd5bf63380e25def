namespace Thca.Pathology.NuclearFeatures;

/// <summary>Why a feature of a nucleus is NaN.</summary>
public enum MissingReason : byte
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>No pixel of the nucleus lies in the image.</summary>
    MaskEmpty,

    /// <summary>The outline is too short for 12 samples.</summary>
    ContourTooShort,

    /// <summary>All pixels have the same value, which leaves the measure undefined.</summary>
    RegionConstant,

    /// <summary>Fewer than 20 pairs of pixels at the distance lie inside the nucleus.</summary>
    TooFewPairs,

    /// <summary>No pixel around the nucleus is free of other nuclei.</summary>
    NoRing,

    /// <summary>The slide has too few other nuclei.</summary>
    TooFewNuclei,

    /// <summary>No other nucleus has the type.</summary>
    TypeAbsent,

    /// <summary>No tissue lies within the distance.</summary>
    NoTissue,

    /// <summary>The feature needs the pixels of the slide, which were not given or could not be read.</summary>
    NoPixels,

    /// <summary>The nucleus is excluded, and nuclei that count have no neighbourhood with it.</summary>
    Excluded,
}
