using Thca.Core.Geometry;
using Thca.Imaging.Meshes;
using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Shape;

/// <summary>Contour measures and principal axes of a region in one slice, from which the shape2D features are read.</summary>
internal sealed class Shape2DMeasures
{
    private readonly PlanarMeshMeasures _contour;
    private readonly double _least;
    private readonly double _major;

    private Shape2DMeasures(RegionVoxels region, int dimension)
    {
        Spacing s = region.Geometry.Spacing;
        int[] axes = dimension switch { 0 => [0, 1], 1 => [0, 2], _ => [1, 2] };
        double[] variances = PrincipalAxes.Variances(region.Box.Size, region.BoxOffsets(), s, axes);
        (_least, _major) = (variances[0], variances[1]);
        _contour = MarchingSquares.Measure(region.ToBoxMask(), dimension);
        PixelSurface = region.Offsets.Length * dimension switch { 0 => s.X * s.Y, 1 => s.X * s.Z, _ => s.Y * s.Z };
    }

    public double Elongation => Math.Sqrt(_least / _major);

    public double MajorAxisLength => 4 * Math.Sqrt(_major);

    public double MinorAxisLength => 4 * Math.Sqrt(_least);

    public double MaximumDiameter => _contour.MaximumDiameter;

    public double MeshSurface => _contour.Surface;

    public double Perimeter => _contour.Perimeter;

    public double PixelSurface { get; }

    public double PerimeterSurfaceRatio => Perimeter / MeshSurface;

    public double Sphericity => 2 * Math.Sqrt(Math.PI * MeshSurface) / Perimeter;

    /// <summary>Measures a region, or null when it is not in one slice.</summary>
    public static Shape2DMeasures? Of(RegionVoxels region, RadiomicsOptions options) =>
        WhyUndefined(region, options).Length > 0 ? null : new Shape2DMeasures(region, options.Force2DDimension);

    /// <summary>Why a region has no shape in one slice; empty when it has.</summary>
    public static string WhyUndefined(RegionVoxels region, RadiomicsOptions options)
    {
        if (!options.Force2D) return "shape2D needs force2D = true.";
        GridSize s = region.Box.Size;
        int extent = options.Force2DDimension switch { 0 => s.Z, 1 => s.Y, _ => s.X };
        return extent == 1 ? "" : FormattableString.Invariant($"shape2D needs a region of one slice along force2Ddimension {options.Force2DDimension}; this one has {extent}.");
    }
}
