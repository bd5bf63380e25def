using CsCheck;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Testing;

namespace Thca.Radiomics.Tests;

/// <summary>What must not change a feature does not.</summary>
public class InvarianceTests
{
    private static readonly RadiomicsExtractor Bins = new(new RadiomicsOptions { BinCount = 16 });

    private static readonly Gen<ulong> Seeds = Gen.ULong[1, 10_000];

    [Fact]
    public void LabelRenaming_ChangesNothing() => Seeds.SelectMany(s => Gen.Int[1, 5000].Select(l => (s, l))).Sample(
        t =>
        {
            (Volume<float> image, Mask mask) = TestLesion.Create(t.s);
            var labels = new LabelMap(mask.Geometry, [.. mask.Voxels.ToArray().Select(v => v * t.l)]);
            AssertEqual(Bins.Extract(image, mask), new RadiomicsExtractor(Bins.Options with { Label = t.l }).Extract(image, labels), 0);
        },
        iter: 6, threads: 1);

    [Fact]
    public void AxisFlips_ChangeNothing() => Seeds.SelectMany(s => Gen.Int[1, 7].Select(f => (s, f))).Sample(
        t =>
        {
            (Volume<float> Image, Mask Mask) lesion = TestLesion.Create(t.s);
            GridSize n = TestLesion.Grid.Size;
            (Volume<float> image, Mask mask) = TestLesion.Rearrange(lesion, TestLesion.Grid, v => new VoxelIndex(
                (t.f & 1) != 0 ? n.X - 1 - v.X : v.X, (t.f & 2) != 0 ? n.Y - 1 - v.Y : v.Y, (t.f & 4) != 0 ? n.Z - 1 - v.Z : v.Z));
            AssertTurned(Bins.Extract(lesion.Image, lesion.Mask), Bins.Extract(image, mask));
        },
        iter: 12, threads: 1);

    [Fact]
    public void AxisPermutation_SwapsTwoDimensionalDiametersOnly() => Seeds.Sample(
        seed =>
        {
            (Volume<float> Image, Mask Mask) lesion = TestLesion.Create(seed);
            ImageGeometry cubic = TestLesion.Grid with { Spacing = Spacing.Isotropic(1.5) };
            ImageGeometry turned = cubic with { Size = new GridSize(cubic.Size.Y, cubic.Size.Z, cubic.Size.X) };
            (Volume<float> Image, Mask Mask) straight = TestLesion.Rearrange(lesion, cubic, v => v);
            (Volume<float> image, Mask mask) = TestLesion.Rearrange(lesion, turned, v => new VoxelIndex(v.Z, v.X, v.Y));
            FeatureVector a = Bins.Extract(straight.Image, straight.Mask), b = Bins.Extract(image, mask);
            AssertTurned(a, b, "shape_Maximum2DDiameterColumn", "shape_Maximum2DDiameterRow", "shape_Maximum2DDiameterSlice");
            Close.To(a["shape_Maximum2DDiameterRow"], b["shape_Maximum2DDiameterSlice"], 1e-12);
            Close.To(a["shape_Maximum2DDiameterSlice"], b["shape_Maximum2DDiameterColumn"], 1e-12);
        },
        iter: 6, threads: 1);

    [Fact]
    public void Translation_ChangesNothing() => Seeds.SelectMany(s => Gen.Int[0, 6].Select(d => (s, d))).Sample(
        t =>
        {
            (Volume<float> Image, Mask Mask) lesion = TestLesion.Create(t.s);
            GridSize n = TestLesion.Grid.Size;
            ImageGeometry larger = TestLesion.Grid with { Size = new GridSize(n.X + 7, n.Y + 7, n.Z + 7), Origin = new PhysicalPoint(t.d, 2, 1) };
            (Volume<float> image, Mask mask) = TestLesion.Rearrange(lesion, larger, v =>
                n.Contains(v.X - t.d, v.Y - 6 + t.d, v.Z - 2) ? new VoxelIndex(v.X - t.d, v.Y - 6 + t.d, v.Z - 2) : null);
            AssertEqual(Bins.Extract(lesion.Image, lesion.Mask), Bins.Extract(image, mask), 1e-12);
        },
        iter: 8, threads: 1);

    [Fact]
    public void PositiveAffineIntensities_LeaveTextureAlone() => Seeds.SelectMany(s => Gen.Select(Gen.Int[1, 9], Gen.Int[-500, 500]).Select(ab => (s, ab))).Sample(
        t =>
        {
            (Volume<float> image, Mask mask) = TestLesion.Create(t.s);
            // Powers of two keep the arithmetic of the edges exact.
            var mapped = new Volume<float>(image.Geometry, [.. image.Voxels.ToArray().Select(v => v * (1 << t.ab.Item1) + 1024 * t.ab.Item2)], ComponentType.Int32);
            FeatureVector a = Bins.Extract(image, mask), b = Bins.Extract(mapped, mask);
            string[] intensityDependent = [.. a.Values.Select(v => v.Name).Where(n => n.StartsWith("firstorder", StringComparison.Ordinal) && n is not ("firstorder_Entropy" or "firstorder_Uniformity" or "firstorder_Skewness" or "firstorder_Kurtosis"))];
            AssertEqual(a, b, 1e-9, intensityDependent);
            Close.To(a["firstorder_Mean"] * (1 << t.ab.Item1) + 1024 * t.ab.Item2, b["firstorder_Mean"], 1e-12);
        },
        iter: 8, threads: 1);

    [Fact]
    public void PaddingTheVolume_ChangesNothingWithoutNormalisation() => Seeds.Sample(
        seed =>
        {
            (Volume<float> Image, Mask Mask) lesion = TestLesion.Create(seed);
            GridSize n = TestLesion.Grid.Size;
            (Volume<float> image, Mask mask) = TestLesion.Rearrange(
                lesion,
                TestLesion.Grid with { Size = new GridSize(n.X + 9, n.Y + 3, n.Z + 5) },
                v => n.Contains(v.X, v.Y, v.Z) ? v : null);
            AssertEqual(Bins.Extract(lesion.Image, lesion.Mask), Bins.Extract(image, mask), 0);
        },
        iter: 6, threads: 1);

    // The cube table decides ambiguous corners by their position, so the mesh of a turned region may differ by a few triangles.
    private static void AssertTurned(FeatureVector expected, FeatureVector actual, params string[] except)
    {
        string[] ofMesh = ["shape_MeshVolume", "shape_SurfaceArea", "shape_Sphericity", "shape_SurfaceVolumeRatio"];
        AssertEqual(expected, actual, 1e-10, [.. except, .. ofMesh]);
        foreach (string name in ofMesh) Close.To(expected[name], actual[name], 0.03, what: name);
    }

    private static void AssertEqual(FeatureVector expected, FeatureVector actual, double relative, params string[] except) =>
        Assert.All(expected.Values.Where(v => !except.Contains(v.Name)), v => Close.To(v.Value, actual[v.Name], relative, relative == 0 ? 0 : 1e-11, v.Name));
}
