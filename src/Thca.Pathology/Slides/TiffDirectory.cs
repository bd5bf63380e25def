namespace Thca.Pathology.Slides;

/// <summary>What one directory (page) of a TIFF file declares, as far as slides need it.</summary>
internal sealed record TiffDirectory
{
    public const int CompressionNone = 1;
    private static readonly int[] Jpeg2000 = [33003, 33004, 33005, 34712];

    public long Width { get; init; }

    public long Height { get; init; }

    public int Compression { get; init; } = CompressionNone;

    public int BitsPerSample { get; init; } = 1;

    public int SampleFormat { get; init; } = 1;

    public int SamplesPerPixel { get; init; } = 1;

    public bool IsTiled { get; init; }

    public string Description { get; init; } = "";

    public string Make { get; init; } = "";

    public double XResolution { get; init; } = double.NaN;

    public double YResolution { get; init; } = double.NaN;

    /// <summary>1 none, 2 inch, 3 centimetre; the standard's default is inch.</summary>
    public int ResolutionUnit { get; init; } = 2;

    public IReadOnlyList<long> SubDirectories { get; init; } = [];

    /// <summary>Offsets of the tiles or strips and how many bytes each has.</summary>
    public IReadOnlyList<(long Offset, long Bytes)> Pieces { get; init; } = [];

    /// <summary>Whether the directory holds the private tags of Hamamatsu's NDPI.</summary>
    public bool IsNdpi { get; init; }

    public bool IsJpeg2000 => Array.IndexOf(Jpeg2000, Compression) >= 0;

    public bool IsAperio => Description.StartsWith("Aperio", StringComparison.Ordinal);
}
