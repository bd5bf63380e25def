using Thca.Core.Errors;

namespace Thca.Pathology.Slides;

/// <summary>How a slide is written.</summary>
public sealed record PyramidTiffOptions
{
    /// <summary>Compression of the tiles.</summary>
    /// <value><see cref="TiffCompression.Jpeg"/>.</value>
    public TiffCompression Compression { get; init; }

    /// <summary>JPEG quality, 1 to 100.</summary>
    /// <value>90.</value>
    public int Quality { get; init; } = 90;

    /// <summary>Side of a tile in pixels, a multiple of 16 from 64 to 4096.</summary>
    /// <value>256.</value>
    public int TileSize { get; init; } = 256;

    /// <summary>Whether the smaller levels are sub-directories of the first page (as in OME-TIFF) instead of pages.</summary>
    /// <value>false.</value>
    public bool SubDirectories { get; init; }

    /// <summary>Checks every setting.</summary>
    /// <exception cref="OptionsException">At least one is outside its range; all are named.</exception>
    public void Validate()
    {
        var problems = new List<string>();
        if (Quality is < 1 or > 100) problems.Add($"Quality is {Quality}; expected 1 to 100.");
        if (TileSize is < 64 or > 4096 || TileSize % 16 != 0) problems.Add($"TileSize is {TileSize}; expected a multiple of 16 from 64 to 4096.");
        OptionsException.ThrowIfAny(problems);
    }
}
