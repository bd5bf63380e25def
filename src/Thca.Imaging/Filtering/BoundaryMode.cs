namespace Thca.Imaging.Filtering;

/// <summary>How an image continues beyond its border.</summary>
public enum BoundaryMode
{
    /// <summary>Mirrored about the outer face of the last voxel: d c b a | a b c d | d c b a (SciPy's <c>reflect</c>).</summary>
    Reflect,

    /// <summary>The last voxel repeats: a a a a | a b c d | d d d d (SciPy's <c>nearest</c>).</summary>
    Nearest,
}
