using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Preprocessing;

/// <summary>Vectors measured with scikit-image as nnU-Net calls it.</summary>
public class GridResamplerTests
{
    private static readonly Spacing One = Spacing.Isotropic(1);
    private static readonly float[] Line = [0, 0, 0, 1, 0, 0, 2, 3];

    [Theory]
    [InlineData(3, 5, new[] { 0.021473944, 0, 0.647114317, 0.145792897, 2.854660373 })]
    [InlineData(3, 12, new[] { 0, 0.033240869, 0, 0, 0.587985573, 0.960469163, 0.202991189, 0, 0.257479687, 1.668805923, 2.691814646, 3 })]
    [InlineData(1, 12, new[] { 0, 0, 0, 0, 0.5, 0.833333333, 0.166666667, 0, 0.333333333, 1.666666667, 2.5, 3 })]
    public void Image_MatchesMeasuredVectors(int order, int size, double[] expected)
    {
        var resampler = new GridResampler(new GridSize(8, 1, 1), One, new GridSize(size, 1, 1), One, new ResamplingOptions { Order = order });
        var result = new float[size];
        resampler.Image(Line, result);
        // The vectors are doubles; results are stored in single precision.
        Close.To(expected, Array.ConvertAll(result, v => (double)v), 6e-8, 1e-8);
    }

    [Fact]
    public void SplineAxis_MatchesMeasuredVectors_InDouble()
    {
        var axis = new SplineAxis(8, 5);
        var scratch = new double[axis.ScratchSize];
        for (int i = 0; i < 8; i++) scratch[SplineAxis.ScratchOffset(i, 7)] = Line[i];
        var result = new double[5];
        axis.Apply(scratch, (i, lines) => result[i] = Math.Clamp(lines[7], 0, 3));
        Close.To([0.021473944, 0, 0.647114317, 0.145792897, 2.854660373], result, 0, 1e-9);
    }

    [Theory]
    [InlineData(5, new short[] { 0, 1, 2, 2, 3 })]
    [InlineData(12, new short[] { 0, 0, 0, 1, 1, 1, 2, 2, 2, 0, 3, 3 })]
    public void Labels_MatchMeasuredVectors(int size, short[] expected)
    {
        var resampler = new GridResampler(new GridSize(8, 1, 1), One, new GridSize(size, 1, 1), One, ResamplingOptions.Linear);
        var result = new short[size];
        resampler.Labels(new short[] { 0, 0, 1, 1, 2, 2, 0, 3 }, result);
        Assert.Equal(expected, result);
    }

    [Fact]
    public void Labels_NoneReachesHalf_IsZero()
    {
        var result = new short[1];
        new GridResampler(new GridSize(2, 2, 1), One, new GridSize(1, 1, 1), One, ResamplingOptions.Linear).Labels(new short[] { 1, 2, 3, 4 }, result);
        Assert.Equal(0, result[0]);
    }

    [Fact]
    public void EqualSizes_ReturnTheArrayUntouched()
    {
        var size = new GridSize(4, 3, 2);
        float[] values = Noise(size.Count), result = new float[size.Count];
        new GridResampler(size, One, size, new Spacing(1, 1, 9)).Image(values, result);
        Assert.Equal(values, result);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, null)]
    [InlineData(0.5, 0.5, 2, 1, 1, 1, 0)]
    [InlineData(0.5, 0.5, 1.5, 1, 1, 1, null)]
    [InlineData(1, 1, 1, 0.5, 4, 0.5, 1)]
    [InlineData(4, 1, 1, 1, 1, 4, 2)]
    [InlineData(4, 4, 1, 1, 1, 1, null)]
    public void SeparateAxis_FollowsTheSpacings(double x, double y, double z, double tx, double ty, double tz, int? expected) =>
        Assert.Equal(expected, new GridResampler(new GridSize(4, 4, 4), new Spacing(x, y, z), new GridSize(3, 3, 3), new Spacing(tx, ty, tz)).SeparateAxis);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Separate_EqualsPlaneByPlane_OnEveryAxis(int axis)
    {
        // Expected: each plane resized on its own (a volume of one plane), nearest plane along the axis.
        int[] from = [7, 6, 5], to = [9, 4, 8];
        (from[0], from[axis]) = (from[axis], from[0]);
        (to[0], to[axis]) = (to[axis], to[0]);
        double[] spacing = [1, 1, 1];
        spacing[axis] = 5;
        GridSize source = new(from[2], from[1], from[0]), target = new(to[2], to[1], to[0]);
        float[] values = Noise(source.Count), result = new float[target.Count];
        var resampler = new GridResampler(source, new Spacing(spacing[2], spacing[1], spacing[0]), target, One);
        Assert.Equal(axis, resampler.SeparateAxis);
        resampler.Image(values, result);

        int[] order = axis == 0 ? [0, 1, 2] : axis == 1 ? [1, 0, 2] : [2, 0, 1];
        GridSize turned = AxisOrder.Apply(source, order), wanted = AxisOrder.Apply(target, order);
        float[] planes = AxisOrder.Apply<float>(values, source, order), actual = AxisOrder.Apply<float>(result, target, order);
        GridSize onePlane = new(turned.X, turned.Y, 1), resized = new(wanted.X, wanted.Y, 1);
        for (int k = 0; k < wanted.Z; k++)
        {
            int nearest = (int)Math.Floor((k + 0.5) * turned.Z / wanted.Z);
            var expected = new float[resized.Count];
            new GridResampler(onePlane, One, resized, One).Image(planes.AsMemory(nearest * onePlane.Count, onePlane.Count), expected);
            Assert.Equal(expected, actual[(k * resized.Count)..((k + 1) * resized.Count)]);
        }
    }

    [Fact]
    public void Image_StaysInTheRange_AndDoesNotDependOnThreads()
    {
        GridSize source = new(70, 33, 21), target = new(90, 40, 13);
        float[] values = Noise(source.Count), one = new float[target.Count], four = new float[target.Count];
        var resampler = new GridResampler(source, One, target, One);
        resampler.Image(values, one, ComputeOptions.SingleThread);
        resampler.Image(values, four, new ComputeOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(one, four);
        Assert.InRange(one.Max(), values.Min(), values.Max());
        Assert.InRange(one.Min(), values.Min(), values.Max());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void Slab_GivesTheSameSlices(int order, bool thick)
    {
        GridSize source = new(11, 9, 8), target = new(15, 7, 13);
        float[] values = Noise(source.Count), whole = new float[target.Count], slab = new float[4 * 15 * 7];
        var resampler = new GridResampler(source, thick ? new Spacing(1, 1, 4) : One, target, One, new ResamplingOptions { Order = order });
        resampler.Image(values, whole);
        resampler.Slab(values, 5, 4, slab);
        Assert.Equal(whole[(5 * 105)..(9 * 105)], slab);
    }

    [Fact]
    public void Slab_Cubic_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new GridResampler(new GridSize(2, 2, 2), One, new GridSize(3, 3, 3), One).Slab(new float[8], 0, 1, new float[9]));

    [Theory]
    [InlineData(10, 0.45, 0.9, 5)]
    [InlineData(5, 1, 2, 2)]
    [InlineData(7, 1, 2, 4)]
    [InlineData(1, 0.1, 5, 1)]
    public void TargetSize_RoundsHalfToEven(int size, double from, double to, int expected) =>
        Assert.Equal(expected, GridResampler.TargetSize(new GridSize(size, 1, 1), new Spacing(from, 1, 1), new Spacing(to, 1, 1)).X);

    [Fact]
    public void WrongLength_IsNamed() => Assert.Contains("8 values in", Assert.Throws<ArgumentException>(() =>
        new GridResampler(new GridSize(2, 2, 2), One, new GridSize(3, 3, 3), One).Image(new float[7], new float[27])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(1, 3)]
    public void UnavailableOrder_IsRefused(int order, int orderZ) => Assert.Throws<Core.Errors.OptionsException>(() => new ResamplingOptions { Order = order, OrderZ = orderZ }.Validate());

    [Theory]
    [InlineData(1, 1, new[] { 1, 1.5, 2.5, 4.25, 6.75, 8.0 })]
    [InlineData(3, 1, new[] { 1, 1.5, 2.5, 4.25, 6.75, 8.0 })]
    public void Thick_LinearAlongTheAxis_IsByHand(int order, int orderZ, double[] expected)
    {
        // Three slices of constant value 1, 3, 8 to six: centres at -0.25, 0.25, 0.75, 1.25, 1.75, 2.25 of the old ones.
        GridSize source = new(2, 2, 3), target = new(2, 2, 6);
        float[] values = [1, 1, 1, 1, 3, 3, 3, 3, 8, 8, 8, 8];
        var resampler = new GridResampler(source, new Spacing(1, 1, 4), target, new Spacing(1, 1, 2), new ResamplingOptions { Order = order, OrderZ = orderZ });
        Assert.Equal(0, resampler.SeparateAxis);
        var result = new float[target.Count];
        resampler.Image(values, result);
        for (int k = 0; k < 6; k++) Assert.All(result[(4 * k)..(4 * k + 4)], v => Close.To(expected[k], v, 1e-6));
    }

    [Fact]
    public void Thick_CubicAlongTheAxis_IsTheSplineOfTheLine_NotClipped()
    {
        // In the plane nothing changes; along z the measured vector of the whole-volume spline, without its clip at 0.
        GridSize source = new(2, 1, 8), target = new(2, 1, 5);
        float[] values = [.. Line.SelectMany(v => new[] { v, v })], result = new float[target.Count];
        new GridResampler(source, new Spacing(1, 1, 4), target, One, new ResamplingOptions { OrderZ = 3 }).Image(values, result);
        double[] line = [.. Enumerable.Range(0, 5).Select(k => (double)result[2 * k])];
        double[] clipped = [.. line.Select(v => Math.Clamp(v, 0, 3))];
        Close.To([0.021473944, 0, 0.647114317, 0.145792897, 2.854660373], clipped, 6e-8, 1e-8);
        Assert.True(line[1] < 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ThickLabels_LinearAlongTheAxis_TakeTheNearerSlice_NoneInTheMiddle(int axis)
    {
        // Slices 1, 1, 4 to six: centres at -0.25, 0.25, 0.75, 1.25, 1.75, 2.25 of the old ones.
        int[] from = [1, 1, 1], six = [1, 1, 1], two = [1, 1, 1];
        (from[axis], six[axis], two[axis]) = (3, 6, 2);
        double[] spacing = [1, 1, 1];
        spacing[axis] = 5;
        short[] To(int[] to)
        {
            var result = new short[to[0] * to[1] * to[2]];
            var resampler = new GridResampler(Size(from), new Spacing(spacing[2], spacing[1], spacing[0]), Size(to), One, new ResamplingOptions { Order = 1, OrderZ = 1 });
            Assert.Equal(axis, resampler.SeparateAxis);
            resampler.Labels(new short[] { 1, 1, 4 }, result);
            return result;
        }

        Assert.Equal([1, 1, 1, 1, 4, 4], To(six));
        // To two, the second centre lies at 1.75: three quarters of slice 2.
        Assert.Equal([1, 4], To(two));

        static GridSize Size(int[] zyx) => new(zyx[2], zyx[1], zyx[0]);
    }

    [Fact]
    public void ThickLabels_EqualWeights_AreUnclaimed()
    {
        var result = new short[1];
        new GridResampler(new GridSize(1, 1, 2), new Spacing(1, 1, 5), new GridSize(1, 1, 1), One, new ResamplingOptions { Order = 1, OrderZ = 1 }).Labels(new short[] { 2, 3 }, result);
        Assert.Equal(0, result[0]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void Image_FourTimesTheSlices_BorrowsNoMoreBuffers(bool? thick)
    {
        // A buffer per slice would be a hundred kilobytes each.
        long Allocated(int slices)
        {
            GridSize source = new(100, 100, slices), target = new(90, 110, slices);
            float[] values = new float[source.Count], result = new float[target.Count];
            var resampler = new GridResampler(source, One, target, One, new ResamplingOptions { ForceSeparateZ = thick });
            long before = GC.GetAllocatedBytesForCurrentThread();
            resampler.Image(values, result, ComputeOptions.SingleThread);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(2);
        long few = Allocated(10), many = Allocated(40);
        Assert.True(many - few < 100_000, $"{few} and {many} bytes");
    }

    [Fact]
    public void Volume_InBands_EqualsOneBand()
    {
        GridSize source = new(20, 30, 9), target = new(13, 41, 12);
        float[] values = Noise(source.Count), whole = new float[target.Count], bands = new float[target.Count];
        SplineResize.Volume(values, source, whole, target, null, default);
        SplineResize.Volume(values, source, bands, target, null, default, mostDoubles: 9 * 13 * 7);   // seven rows of all slices
        Assert.Equal(whole, bands);
    }

    private static float[] Noise(int count)
    {
        RandomStream random = RandomSeed.Default.Stream("resampler-test");
        return [.. Enumerable.Range(0, count).Select(_ => (float)(100 * random.NextNormal()))];
    }
}
