using CsCheck;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;
using Thca.Imaging.Resampling;
using Thca.Imaging.Tests.Meshes;
using Thca.Testing;

namespace Thca.Imaging.Tests.Resampling;

public class ResamplerTests
{
    private static readonly ImageGeometry Grid = new(new GridSize(7, 6, 5), new Spacing(1, 1.5, 2), new PhysicalPoint(3, -4, 5), SampleVolumes.Oblique);

    [Theory]
    [InlineData(Interpolation.NearestNeighbor, 0)]
    [InlineData(Interpolation.Linear, 1e-12)]
    [InlineData(Interpolation.BSpline, 1e-9)]
    public void Resample_OntoItself_IsIdentity(Interpolation interpolation, double tolerance) =>
        Gen.Double[-1000, 1000].Array[210].Sample(values =>
        {
            var volume = new Volume<double>(Grid, values);
            Close.To(values, Resampler.Resample(volume, Grid, interpolation).Voxels, tolerance, tolerance);
        });

    [Theory]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.BSpline)]
    public void Resample_LinearRampInside_IsExact(Interpolation interpolation)
    {
        // 60 samples per axis keep the mirrored ends, where a ramp is not a spline, out of reach.
        var geometry = new ImageGeometry(new GridSize(60, 60, 60), new Spacing(1, 1.5, 2));
        var ramp = new Volume<double>(geometry);
        for (int i = 0; i < ramp.Voxels.Length; i++)
        {
            VoxelIndex v = geometry.Size.IndexOf(i);
            ramp.Voxels[i] = 2 * v.X - 3 * v.Y + 5 * v.Z;
        }

        ImageGeometry target = new(new GridSize(3, 4, 3), new Spacing(0.3, 0.4, 0.7), geometry.IndexToPhysical(29.3, 29.6, 29.1), SampleVolumes.Oblique);
        Volume<double> result = Resampler.Resample(ramp, target, interpolation);
        for (int i = 0; i < result.Voxels.Length; i++)
        {
            VoxelIndex v = target.Size.IndexOf(i);
            (double x, double y, double z) = geometry.PhysicalToIndex(target.IndexToPhysical(v.X, v.Y, v.Z));
            Close.To(2 * x - 3 * y + 5 * z, result.Voxels[i], 1e-8);
        }
    }

    [Theory]
    [InlineData(Interpolation.NearestNeighbor)]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.BSpline)]
    public void Resample_FastAndGeneralPath_Agree(Interpolation interpolation) => Gen.Select(Gen.Double[-20, 20].Array[210], Gen.Double[0.4, 3], Gen.Double[-3, 3], Gen.Double[-3, 3]).Sample((values, spacing, dx, dz) =>
    {
        var volume = new Volume<double>(Grid, values);
        ImageGeometry target = Grid with { Size = new GridSize(9, 4, 6), Spacing = new Spacing(spacing, 1.1, spacing / 2), Origin = Grid.IndexToPhysical(dx, 0.2, dz) };
        // A rotation by 1e-7 is enough for the general path and moves no sample noticeably.
        ImageGeometry turned = target with { Direction = Turn(target.Direction, 1e-7) };
        double[] fast = Resampler.Resample(volume, target, interpolation).Voxels.ToArray(), general = Resampler.Resample(volume, turned, interpolation).Voxels.ToArray();
        for (int i = 0; i < fast.Length; i++)
        {
            VoxelIndex v = target.Size.IndexOf(i);
            (double x, double y, double z) = Grid.PhysicalToIndex(target.IndexToPhysical(v.X, v.Y, v.Z));
            // Samples halfway between voxels, borders included, may fall on either side.
            bool tie = new[] { x, y, z }.Any(c => Math.Abs(c + 0.5 - Math.Round(c + 0.5)) < 1e-4);
            if (!tie) Close.To(fast[i], general[i], 0, 1e-3);
        }
    });

    [Fact]
    public void Resample_OutsideRule_HalfAVoxelBelongsToTheImage()
    {
        var volume = new Volume<double>(new ImageGeometry(new GridSize(3, 1, 1), Spacing.Isotropic(1)), [10, 20, 30]);
        ImageGeometry target = new(new GridSize(9, 1, 1), new Spacing(0.5, 1, 1), new PhysicalPoint(-1, 0, 0), DirectionCosines.Identity);
        Assert.Equal([0, 10, 10, 15, 20, 25, 30, 0, 0], Resampler.Resample(volume, target, Interpolation.Linear).Voxels.ToArray());
        Assert.Equal([0, 10, 10, 20, 20, 30, 30, 0, 0], Resampler.Resample(volume, target, Interpolation.NearestNeighbor).Voxels.ToArray());
    }

    [Fact]
    public void Resample_StoredAsInteger_IsCutTowardsZero()
    {
        var volume = new Volume<float>(new ImageGeometry(new GridSize(2, 2, 1), Spacing.Isotropic(1)), [-3, -4, 3, 4], ComponentType.Int16);
        ImageGeometry target = volume.Geometry with { Size = new GridSize(1, 2, 1), Origin = new PhysicalPoint(0.5, 0, 0) };
        Assert.Equal([-3f, 3f], Resampler.Resample(volume, target, Interpolation.Linear).Voxels.ToArray());
        Assert.Equal([-3.5, 3.5], Resampler.ResampleToDouble(volume, target, Interpolation.Linear).Voxels.ToArray());
    }

    [Fact]
    public void Resample_NeighbourNotFinite_DoesNotSpreadFromAnUnusedSample()
    {
        var volume = new Volume<double>(new ImageGeometry(new GridSize(3, 1, 1), Spacing.Isotropic(1)), [1, 2, double.NaN]);
        Assert.Equal([1d, 2d, double.NaN], Resampler.Resample(volume, volume.Geometry, Interpolation.Linear).Voxels.ToArray());
    }

    [Fact]
    public void Resample_OneOrTwoThreads_GiveTheSameBits()
    {
        Volume<double> noise = new(Grid, [.. Enumerable.Range(0, Grid.Size.Count).Select(i => Math.Sin(i * 12.9898) * 43758.5453 % 1)]);
        ImageGeometry target = Grid with { Spacing = new Spacing(0.6, 0.8, 0.9), Size = new GridSize(9, 9, 9) };
        foreach (Interpolation interpolation in (Interpolation[])[Interpolation.Linear, Interpolation.BSpline])
        {
            Assert.Equal(
                Resampler.Resample(noise, target, interpolation, ComputeOptions.SingleThread).Voxels.ToArray(),
                Resampler.Resample(noise, target, interpolation, new ComputeOptions { MaxDegreeOfParallelism = 2 }).Voxels.ToArray());
        }
    }

    [Fact]
    public void Resample_CroppedSource_IsTheWholeSourcesValue()
    {
        // The spline reads a box around the target only; a far larger target must give the same values.
        var geometry = new ImageGeometry(new GridSize(150, 3, 2), Spacing.Isotropic(1));
        var volume = new Volume<double>(geometry, [.. Enumerable.Range(0, 900).Select(i => Math.Sin(i * 12.9898) * 43758.5453 % 1)]);
        ImageGeometry all = geometry with { Origin = new PhysicalPoint(0.3, 0.2, 0.1) };
        double[] whole = Resampler.Resample(volume, all, Interpolation.BSpline).Voxels[70..75].ToArray();
        ImageGeometry part = all with { Size = new GridSize(5, 1, 1), Origin = new PhysicalPoint(70.3, 0.2, 0.1) };
        Close.To(whole, Resampler.Resample(volume, part, Interpolation.BSpline).Voxels, 0, 1e-13);
    }

    [Fact]
    public void Resample_BSplineShortLine_IsTheMirroredSpline()
    {
        // Samples 1, 2 mirrored (…2 1 2 1…): the spline is 1.5 + 0.5 · cubic wave, 1.5 halfway by symmetry.
        var volume = new Volume<double>(new ImageGeometry(new GridSize(2, 1, 1), Spacing.Isotropic(1)), [1, 2]);
        ImageGeometry target = volume.Geometry with { Size = new GridSize(3, 1, 1), Spacing = new Spacing(0.25, 1, 1), Origin = new PhysicalPoint(0.25, 0, 0) };
        // Coefficients c0 = 0, c1 = 3; at 1/4: weights of c1, c0, c1, c0 are 27/384, 235/384, 121/384, 1/384.
        Close.To([3 * 148.0 / 384, 1.5, 3 * 236.0 / 384], Resampler.Resample(volume, target, Interpolation.BSpline).Voxels, 1e-14);
    }

    [Theory]
    [InlineData("brain1", "resample2_bspline", 2, 2, 2)]
    [InlineData("breast1", "resample2_bspline", 2, 2, 2)]
    [InlineData("syn_aniso", "resample2_bspline", 2, 2, 2)]
    [InlineData("syn_oblique", "resample2_bspline", 2, 2, 2)]
    [InlineData("syn_border", "resample2_bspline", 2, 2, 2)]
    [InlineData("syn_flat", "resample2_bspline", 2, 2, 2)]
    [InlineData("syn_oneslice", "resample2_bspline", 2, 2, 2)]
    [InlineData("brain1", "resample_1_1_0_linear", 1, 1, 0)]
    [InlineData("breast1", "resample_1_1_0_linear", 1, 1, 0)]
    public void Resample_GoldenLesion_IsPyRadiomics(string name, string configuration, double x, double y, double z)
    {
        IReadOnlyDictionary<string, double> expected = GoldenFeatures.Read($"{name}__{configuration}");
        Mask mask = GoldenFeatures.Lesion(name);
        Volume<float> image = VolumeFile.Read<float>(GoldenFeatures.InputPath(name, "image"));
        ImageGeometry target = ResamplingGrid.Around(mask.Geometry, mask.RequireBoundingBox(), x, y, z);
        Mask lesion = Resampler.Resample(mask, target);
        MarchingCubesTests.AssertShape(expected, MarchingCubes.Measure(lesion), 1e-9);
        Volume<float> resampled = Resampler.Resample(image, target, configuration.Contains("linear", StringComparison.Ordinal) ? Interpolation.Linear : Interpolation.BSpline);
        double[] values = [.. Enumerable.Range(0, target.Size.Count).Where(i => lesion.Voxels[i] != 0).Select(i => (double)resampled.Voxels[i])];
        Close.To(expected["firstorder_Mean"], values.Average(), 1e-9, what: "mean");
        Close.To(expected["firstorder_Minimum"], values.Min(), 1e-9, what: "minimum");
        Close.To(expected["firstorder_Maximum"], values.Max(), 1e-9, what: "maximum");
        Close.To(expected["firstorder_Energy"], values.Sum(v => v * v), 1e-9, what: "energy");
    }

    private static DirectionCosines Turn(DirectionCosines d, double angle)
    {
        double[] m = d.ToArray();
        double c = Math.Cos(angle), s = Math.Sin(angle);
        for (int row = 0; row < 9; row += 3) (m[row], m[row + 1]) = (c * m[row] - s * m[row + 1], s * m[row] + c * m[row + 1]);
        return DirectionCosines.FromArray(m);
    }
}
