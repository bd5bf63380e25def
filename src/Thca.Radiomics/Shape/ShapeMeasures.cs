using Thca.Core.Geometry;
using Thca.Imaging.Meshes;
using Thca.Radiomics.Preprocessing;

namespace Thca.Radiomics.Shape;

/// <summary>Mesh measures and principal axes of a region, from which the shape features are read.</summary>
internal sealed class ShapeMeasures
{
    private readonly MeshMeasures _mesh;
    private readonly double _least;
    private readonly double _middle;
    private readonly double _major;

    private ShapeMeasures(RegionVoxels region)
    {
        GridSize s = region.Box.Size;
        int[] axes = [.. Enumerable.Range(0, 3).OrderBy(a => (a == 0 ? s.X : a == 1 ? s.Y : s.Z) == 1)];
        double[] variances = PrincipalAxes.Variances(s, region.BoxOffsets(), region.Geometry.Spacing, axes);
        (_least, _middle, _major) = (variances[0], variances[1], variances[2]);
        _mesh = MarchingCubes.Measure(region.ToBoxMask());
        VoxelVolume = region.Offsets.Length * region.Geometry.Spacing.VoxelVolume;
    }

    public double Elongation => Math.Sqrt(_middle / _major);

    public double Flatness => Math.Sqrt(_least / _major);

    public double LeastAxisLength => 4 * Math.Sqrt(_least);

    public double MinorAxisLength => 4 * Math.Sqrt(_middle);

    public double MajorAxisLength => 4 * Math.Sqrt(_major);

    public double MeshVolume => _mesh.Volume;

    public double SurfaceArea => _mesh.SurfaceArea;

    public double Maximum3DDiameter => _mesh.Maximum3DDiameter;

    public double Maximum2DDiameterSlice => _mesh.Maximum2DDiameterSlice;

    public double Maximum2DDiameterColumn => _mesh.Maximum2DDiameterColumn;

    public double Maximum2DDiameterRow => _mesh.Maximum2DDiameterRow;

    public double VoxelVolume { get; }

    public double Sphericity => Math.Cbrt(36 * Math.PI * MeshVolume * MeshVolume) / SurfaceArea;

    public double SphericalDisproportion => 1 / Sphericity;

    public double SurfaceVolumeRatio => SurfaceArea / MeshVolume;

    public double Compactness1 => MeshVolume / (Math.Sqrt(Math.PI) * Math.Pow(SurfaceArea, 1.5));

    public double Compactness2 => 36 * Math.PI * MeshVolume * MeshVolume / (SurfaceArea * SurfaceArea * SurfaceArea);

    /// <summary>Measures a region.</summary>
    public static ShapeMeasures Of(RegionVoxels region) => new(region);
}
