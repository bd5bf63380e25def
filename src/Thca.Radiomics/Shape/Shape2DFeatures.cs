using Thca.Radiomics.Catalogue;

namespace Thca.Radiomics.Shape;

/// <summary>Names and formulas of the shape features of a region in one slice; A and P are area and perimeter of its contour.</summary>
internal static class Shape2DFeatures
{
    public static FeatureDefinition<Shape2DMeasures>[] Definitions { get; } = new FeatureDefinitions<Shape2DMeasures>("shape2D")
        .Add("Elongation", "1", null, "√(λ₁ / λ₂)", s => s.Elongation)
        .Add("MajorAxisLength", "mm", null, "4 √λ₂", s => s.MajorAxisLength)
        .Add("MaximumDiameter", "mm", null, "largest distance between contour vertices", s => s.MaximumDiameter)
        .Add("MeshSurface", "mm2", null, "A", s => s.MeshSurface)
        .Add("MinorAxisLength", "mm", null, "4 √λ₁", s => s.MinorAxisLength)
        .Add("Perimeter", "mm", null, "P", s => s.Perimeter)
        .Add("PerimeterSurfaceRatio", "mm-1", null, "P / A", s => s.PerimeterSurfaceRatio)
        .Add("PixelSurface", "mm2", null, "Np × pixel area", s => s.PixelSurface)
        .Add("Sphericity", "1", null, "2 √(π A) / P", s => s.Sphericity)
        .Add("SphericalDisproportion", "1", null, "P / (2 √(π A))", s => 1 / s.Sphericity, deprecated: true)
        .ToArray();
}
