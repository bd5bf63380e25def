using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;
using Thca.Testing;

namespace Thca.Imaging.Tests.Meshes;

public class MarchingSquaresTests
{
    [Fact]
    public void Measure_OnePixel_IsADiamond()
    {
        PlanarMeshMeasures m = MarchingSquares.Measure(Masks.Where(new ImageGeometry(new GridSize(3, 3, 1), new Spacing(2, 4, 1)), (x, y, _) => x == 1 && y == 1));
        Close.To(4, m.Surface, 1e-14);
        Close.To(4 * Math.Sqrt(5), m.Perimeter, 1e-14);
        Close.To(4, m.MaximumDiameter, 1e-14);
    }

    [Fact]
    public void Measure_DiagonalPixels_AreTwoDiamonds()
    {
        PlanarMeshMeasures m = MarchingSquares.Measure(Masks.Where(new GridSize(2, 2, 1), (x, y, _) => x == y));
        Close.To(1, m.Surface, 1e-14);
        Close.To(8 * Math.Sqrt(0.5), m.Perimeter, 1e-14);
        Close.To(Math.Sqrt(5), m.MaximumDiameter, 1e-14);
    }

    [Fact]
    public void Measure_AlongEveryAxis_IsTheSame()
    {
        PlanarMeshMeasures z = MarchingSquares.Measure(Masks.Where(new GridSize(5, 4, 1), (x, y, _) => x + y > 2 && x < 4), 0);
        PlanarMeshMeasures y = MarchingSquares.Measure(Masks.Where(new GridSize(5, 1, 4), (x, _, k) => x + k > 2 && x < 4), 1);
        PlanarMeshMeasures x = MarchingSquares.Measure(Masks.Where(new GridSize(1, 5, 4), (_, j, k) => j + k > 2 && j < 4), 2);
        Assert.Equal(z, y);
        Assert.Equal(z, x);
    }

    [Fact]
    public void Measure_GoldenSlice_IsPyRadiomics()
    {
        IReadOnlyDictionary<string, double> expected = GoldenFeatures.Read("syn_oneslice__shape2d");
        PlanarMeshMeasures m = MarchingSquares.Measure(GoldenFeatures.Lesion("syn_oneslice"));
        Close.To(expected["shape2D_MeshSurface"], m.Surface, 1e-12);
        Close.To(expected["shape2D_Perimeter"], m.Perimeter, 1e-12);
        Close.To(expected["shape2D_MaximumDiameter"], m.MaximumDiameter, 1e-12);
        Close.To(450.2400134181978, m.Surface, 1e-12);
        Close.To(100.70580229576001, m.Perimeter, 1e-12);
        Close.To(28.844410633527119, m.MaximumDiameter, 1e-12);
    }

    [Fact]
    public void Measure_SeveralPlanes_IsUndefined()
    {
        var error = Assert.Throws<ThcaException>(() => MarchingSquares.Measure(Masks.Where(new GridSize(2, 2, 2), (_, _, _) => true)));
        Assert.Contains("2 planes", error.Message, StringComparison.Ordinal);
    }
}
