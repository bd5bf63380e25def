namespace Thca.Pathology.Slides;

/// <summary>How the tiles of a written slide are compressed.</summary>
public enum TiffCompression
{
    /// <summary>JPEG: small, with loss.</summary>
    Jpeg,

    /// <summary>Deflate: without loss.</summary>
    Deflate,

    /// <summary>LZW: without loss.</summary>
    Lzw,

    /// <summary>Not compressed.</summary>
    None,
}
