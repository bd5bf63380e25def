using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Shape;

/// <summary>Names and formulas of the shape features; V and A are the mesh's volume and area, λ₁ ≤ λ₂ ≤ λ₃ the coordinate variances along the principal axes.</summary>
internal static class ShapeFeatures
{
    public static FeatureDefinition<ShapeMeasures>[] Definitions { get; } = new FeatureDefinitions<ShapeMeasures>("shape")
        .Add("Elongation", "1", "Q3CK", "√(λ₂ / λ₃)", s => s.Elongation)
        .Add("Flatness", "1", "N17B", "√(λ₁ / λ₃)", s => s.Flatness)
        .Add("LeastAxisLength", "mm", "7J51", "4 √λ₁", s => s.LeastAxisLength)
        .Add("MajorAxisLength", "mm", "TDIC", "4 √λ₃", s => s.MajorAxisLength)
        .Add("Maximum2DDiameterColumn", "mm", null, "largest vertex distance at equal y (coronal)", s => s.Maximum2DDiameterColumn)
        .Add("Maximum2DDiameterRow", "mm", null, "largest vertex distance at equal x (sagittal)", s => s.Maximum2DDiameterRow)
        .Add("Maximum2DDiameterSlice", "mm", null, "largest vertex distance at equal z (axial)", s => s.Maximum2DDiameterSlice)
        .Add("Maximum3DDiameter", "mm", "L0JK", "largest vertex distance", s => s.Maximum3DDiameter)
        .Add("MeshVolume", "mm3", "RNU0", "V", s => s.MeshVolume)
        .Add("MinorAxisLength", "mm", "P9VJ", "4 √λ₂", s => s.MinorAxisLength)
        .Add("Sphericity", "1", "QCFX", "(36 π V²)^(1/3) / A", s => s.Sphericity)
        .Add("SurfaceArea", "mm2", "C0JK", "A", s => s.SurfaceArea)
        .Add("SurfaceVolumeRatio", "mm-1", "2PR5", "A / V", s => s.SurfaceVolumeRatio)
        .Add("VoxelVolume", "mm3", "YEKZ", "Np × voxel volume", s => s.VoxelVolume)
        .Add("Compactness1", "1", "SKGS", "V / (√π A^1.5)", s => s.Compactness1, deprecated: true)
        .Add("Compactness2", "1", "BQWJ", "36 π V² / A³", s => s.Compactness2, deprecated: true)
        .Add("SphericalDisproportion", "1", "KRCK", "A / (36 π V²)^(1/3)", s => s.SphericalDisproportion, deprecated: true)
        .ToArray();
}
