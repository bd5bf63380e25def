namespace Thca.Radiomics.Settings;

/// <summary>Gray level that a region of one constant value gets under a fixed bin count N.</summary>
public enum FlatRegionLevel
{
    /// <summary>The middle bin, N/2 + 1, as PyRadiomics does.</summary>
    Middle,

    /// <summary>Level 1, so that level-weighted features do not depend on N.</summary>
    One,
}
