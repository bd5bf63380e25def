namespace Thca.Imaging.Labelling;

/// <summary>Which voxels count as neighbours.</summary>
public enum Connectivity
{
    /// <summary>The 6 voxels that share a face.</summary>
    Face6 = 6,

    /// <summary>The 18 voxels that share a face or an edge.</summary>
    Edge18 = 18,

    /// <summary>The 26 voxels that share a face, an edge or a corner.</summary>
    Vertex26 = 26,
}
