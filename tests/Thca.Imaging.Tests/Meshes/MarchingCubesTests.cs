using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;
using Thca.Testing;

namespace Thca.Imaging.Tests.Meshes;

public class MarchingCubesTests
{
    [Fact]
    public void Measure_OneVoxel_IsAnOctahedron()
    {
        // Six vertices half a voxel from the centre: V = 1/6 · 2·3·4, diameter 4.
        MeshMeasures m = MarchingCubes.Measure(Masks.Where(new ImageGeometry(new GridSize(3, 3, 3), new Spacing(2, 3, 4)), (x, y, z) => x == 1 && y == 1 && z == 1));
        Close.To(4, m.Volume, 1e-14);
        Close.To(8 * 0.5 * Math.Sqrt(Square(1 * 1.5) + Square(1 * 2) + Square(1.5 * 2)), m.SurfaceArea, 1e-14);
        Close.To(4, m.Maximum3DDiameter, 1e-14);
        Close.To(3, m.Maximum2DDiameterSlice, 1e-14);
        Close.To(4, m.Maximum2DDiameterRow, 1e-14);
        Close.To(4, m.Maximum2DDiameterColumn, 1e-14);
    }

    [Fact]
    public void Measure_DigitalPhantomOfIbsi_GivesThePublishedValues()
    {
        MeshMeasures m = MarchingCubes.Measure(VolumeFile.ReadLabelMap(SharedData.Path("golden", "ibsi", "digital_phantom_mask.nii.gz")).Select(1));
        Close.To(556.333333333, m.Volume, 1e-11);
        Close.To(388.070629881, m.SurfaceArea, 1e-11);
        Close.To(13.1148770486, m.Maximum3DDiameter, 1e-11);
        Close.To(11.6619037897, m.Maximum2DDiameterSlice, 1e-11);
        Close.To(10, m.Maximum2DDiameterRow, 1e-11);
        Close.To(11.6619037897, m.Maximum2DDiameterColumn, 1e-11);
    }

    [Theory]
    [InlineData("brain1", "bw25")]
    [InlineData("breast1", "bw25")]
    [InlineData("syn_aniso", "bw25")]
    [InlineData("syn_oblique", "bw25")]
    [InlineData("syn_border", "bw25")]
    [InlineData("syn_flat", "bw25")]
    [InlineData("syn_small", "bw25")]
    [InlineData("syn_oneslice", "bw25")]
    public void Measure_GoldenLesion_IsPyRadiomics(string name, string configuration)
    {
        IReadOnlyDictionary<string, double> expected = GoldenFeatures.Read($"{name}__{configuration}");
        AssertShape(expected, MarchingCubes.Measure(GoldenFeatures.Lesion(name)), 1e-9);
    }

    [Fact]
    public void Measure_AnyRegion_AgreesWithBruteForce() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 8], Gen.Int[1, 7], Gen.Int[2, 95], Gen.Int[1, 1000]).Sample((nx, ny, nz, percent, seed) =>
    {
        Mask mask = Masks.Noise(new ImageGeometry(new GridSize(nx, ny, nz), new Spacing(0.7, 1.3, 2.9)), percent, seed);
        if (mask.Count() == 0) return;
        MeshMeasures m = MarchingCubes.Measure(mask);
        BruteForceSurface b = BruteForceSurface.Of(mask);
        Close.To(b.Volume, m.Volume, 1e-10, 1e-10, "volume");
        Close.To(b.Area, m.SurfaceArea, 1e-12, 1e-12, "area");
        Close.To(b.Diameter(-1), m.Maximum3DDiameter, 1e-12, 0, "diameter");
        Close.To(b.Diameter(0), m.Maximum2DDiameterRow, 1e-12, 0, "row");
        Close.To(b.Diameter(1), m.Maximum2DDiameterColumn, 1e-12, 0, "column");
        Close.To(b.Diameter(2), m.Maximum2DDiameterSlice, 1e-12, 0, "slice");
    });

    [Fact]
    public void Measure_Ball_ApproachesTheFormulas()
    {
        const double radius = 20;
        Mask ball = Masks.Where(new GridSize(45, 45, 45), (x, y, z) => Square(x - 22) + Square(y - 22) + Square(z - 22) <= Square(radius));
        MeshMeasures m = MarchingCubes.Measure(ball);
        Close.To(4.0 / 3 * Math.PI * Math.Pow(radius, 3), m.Volume, 0.01);
        // The stepped surface of a binary ball stays about 9 % above the smooth one, whatever the resolution.
        Assert.InRange(m.SurfaceArea / (4 * Math.PI * radius * radius), 1.03, 1.12);
        Close.To(2 * radius + 1, m.Maximum3DDiameter, 0.02);
    }

    [Fact]
    public void Measure_Empty_Throws() =>
        Assert.Throws<EmptyMaskException>(() => MarchingCubes.Measure(Masks.Where(new GridSize(3, 3, 3), (_, _, _) => false)));

    internal static void AssertShape(IReadOnlyDictionary<string, double> expected, MeshMeasures m, double relative)
    {
        Close.To(expected["shape_MeshVolume"], m.Volume, relative, what: "MeshVolume");
        Close.To(expected["shape_SurfaceArea"], m.SurfaceArea, relative, what: "SurfaceArea");
        Close.To(expected["shape_Maximum3DDiameter"], m.Maximum3DDiameter, relative, what: "Maximum3DDiameter");
        Close.To(expected["shape_Maximum2DDiameterSlice"], m.Maximum2DDiameterSlice, relative, what: "Maximum2DDiameterSlice");
        Close.To(expected["shape_Maximum2DDiameterRow"], m.Maximum2DDiameterRow, relative, what: "Maximum2DDiameterRow");
        Close.To(expected["shape_Maximum2DDiameterColumn"], m.Maximum2DDiameterColumn, relative, what: "Maximum2DDiameterColumn");
    }

    private static double Square(double v) => v * v;
}
