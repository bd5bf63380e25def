namespace Thca.Pathology.Detection;

/// <summary>How nuclei of neighbouring windows become nuclei of the slide.</summary>
public enum MergeRule
{
    /// <summary>A nucleus belongs to the core that holds its centroid.</summary>
    Ownership,

    /// <summary>TIAToolbox 1.6: tiles of 984 pixels, then strips and crosses over their seams. For comparison; keeps all nuclei in memory.</summary>
    TiaToolbox,
}
