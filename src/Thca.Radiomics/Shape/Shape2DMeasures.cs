using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Shape;

/// <summary>Contour measures and principal axes of a region in one slice, from which the shape2D features are read.</summary>
internal sealed class Shape2DMeasures
{
    public double Elongation { get; private init; }

    public double MajorAxisLength { get; private init; }

    public double MinorAxisLength { get; private init; }

    public double MaximumDiameter { get; private init; }

    public double MeshSurface { get; private init; }

    public double Perimeter { get; private init; }

    public double PixelSurface { get; private init; }

    public double PerimeterSurfaceRatio => Perimeter / MeshSurface;

    public double Sphericity => 2 * Math.Sqrt(Math.PI * MeshSurface) / Perimeter;

    /// <summary>Measures a region, or null when it is not in one slice.</summary>
    public static Shape2DMeasures? Of(RegionVoxels region, RadiomicsOptions options) => WhyUndefined(region, options).Length > 0 ? null : new Shape2DMeasures();

    /// <summary>Why a region has no shape in one slice; empty when it has.</summary>
    public static string WhyUndefined(RegionVoxels region, RadiomicsOptions options)
    {
        if (!options.Force2D) return "shape2D needs force2D = true.";
        Core.Geometry.GridSize s = region.Box.Size;
        int extent = options.Force2DDimension switch { 0 => s.Z, 1 => s.Y, _ => s.X };
        return extent == 1 ? "" : FormattableString.Invariant($"shape2D needs a region of one slice along force2Ddimension {options.Force2DDimension}; this one has {extent}.");
    }
}
