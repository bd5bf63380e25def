using Thca.Core.Histology;

namespace Thca.Pathology.HoverNet.Datasets;

/// <summary>A picture with the truth of every pixel; maps are row by row, as wide and tall as the picture.</summary>
public sealed record NucleusSample
{
    /// <summary>Name, unique within a data set.</summary>
    public required string Name { get; init; }

    /// <summary>What belongs together when data are split or drawn again: the patient, else the picture's own name.</summary>
    public required string Group { get; init; }

    /// <summary>The picture at 0.25 µm per pixel.</summary>
    public required RgbImage Image { get; init; }

    /// <summary>Number of the nucleus that owns a pixel; 0 for none.</summary>
    public required int[] Instances { get; init; }

    /// <summary>Class of the nucleus that owns a pixel, 0 to 5.</summary>
    public required byte[] Types { get; init; }
}
