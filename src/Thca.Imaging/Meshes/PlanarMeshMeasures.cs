namespace Thca.Imaging.Meshes;

/// <summary>Size of the outline of a region in one plane.</summary>
public sealed record PlanarMeshMeasures
{
    /// <summary>Area enclosed by the outline, mm².</summary>
    public required double Surface { get; init; }

    /// <summary>Length of the outline, mm.</summary>
    public required double Perimeter { get; init; }

    /// <summary>Largest distance between two vertices of the outline, mm.</summary>
    public required double MaximumDiameter { get; init; }
}
