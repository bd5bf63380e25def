namespace Thca.Imaging.Meshes;

/// <summary>Size of the surface of a region: its volume, its area, and its largest diameters.</summary>
public sealed record MeshMeasures
{
    /// <summary>Volume enclosed by the mesh, mm³.</summary>
    public required double Volume { get; init; }

    /// <summary>Area of the mesh, mm².</summary>
    public required double SurfaceArea { get; init; }

    /// <summary>Largest distance between two mesh vertices, mm.</summary>
    public required double Maximum3DDiameter { get; init; }

    /// <summary>Largest distance between two mesh vertices of equal z index position (axial plane), mm.</summary>
    public required double Maximum2DDiameterSlice { get; init; }

    /// <summary>Largest distance between two mesh vertices of equal x index position (sagittal plane), mm.</summary>
    public required double Maximum2DDiameterRow { get; init; }

    /// <summary>Largest distance between two mesh vertices of equal y index position (coronal plane), mm.</summary>
    public required double Maximum2DDiameterColumn { get; init; }
}
