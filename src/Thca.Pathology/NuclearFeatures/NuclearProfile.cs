namespace Thca.Pathology.NuclearFeatures;

/// <summary>Which set of nuclear features is computed.</summary>
public enum NuclearProfile
{
    /// <summary>The full set in micrometres, with slide-level stains and neighbourhoods; the default.</summary>
    Sound,

    /// <summary>The 25 features of the study's script, with its arithmetic: level-0 pixels, a 64 x 64 patch per nucleus.</summary>
    Reference25,
}
