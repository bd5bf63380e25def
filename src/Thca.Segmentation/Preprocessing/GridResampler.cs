using Thca.Core.Compute;
using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// Brings arrays [z, y, x] (x fastest) to another number of voxels with the arithmetic of nnU-Net's <c>resample_data_or_seg_to_shape</c>. Sample centres lie at
/// (i + 0.5) n / m - 0.5. Where slices are thick (a spacing above 3 times the smallest), each slice is resized in its plane and along the thick axis the nearest
/// one is taken, or an interpolation of its own. Equal sizes give the array back untouched. Immutable; safe for use by several threads.
/// </summary>
public sealed class GridResampler
{
    private const double Anisotropy = 3;

    private readonly ResamplingOptions _options;

    /// <summary>Prepares resampling between two grids.</summary>
    /// <param name="source">Size of the arrays given.</param>
    /// <param name="sourceSpacing">Their voxel size, mm.</param>
    /// <param name="target">Size wanted.</param>
    /// <param name="targetSpacing">Voxel size wanted, mm; like the source's it only decides about thick slices.</param>
    /// <param name="options">Default <see cref="ResamplingOptions"/>.</param>
    /// <exception cref="Core.Errors.OptionsException">An interpolation order is not available.</exception>
    public GridResampler(GridSize source, Spacing sourceSpacing, GridSize target, Spacing targetSpacing, ResamplingOptions? options = null)
    {
        _options = options ?? new ResamplingOptions();
        _options.Validate();
        (Source, Target) = (source, target);
        SeparateAxis = FindSeparateAxis(sourceSpacing, targetSpacing, _options.ForceSeparateZ);
    }

    /// <summary>Size of the arrays given.</summary>
    public GridSize Source { get; }

    /// <summary>Size of the arrays made.</summary>
    public GridSize Target { get; }

    /// <summary>Array axis of thick slices (0 is z, 2 is x) that is treated on its own, or null.</summary>
    public int? SeparateAxis { get; }

    /// <summary>Number of voxels after a change of voxel size: round(old spacing / new spacing · size), half to even, at least 1.</summary>
    public static GridSize TargetSize(GridSize source, Spacing sourceSpacing, Spacing targetSpacing)
    {
        return new GridSize(
            Round(sourceSpacing.X / targetSpacing.X * source.X), Round(sourceSpacing.Y / targetSpacing.Y * source.Y), Round(sourceSpacing.Z / targetSpacing.Z * source.Z));

        static int Round(double value) => Math.Max(1, (int)Math.Round(value, MidpointRounding.ToEven));
    }

    /// <summary>Resamples an image; values stay within the image's range (of its slice, where slices are treated on their own).</summary>
    /// <param name="source">One value per voxel.</param>
    /// <param name="target">Receives one value per voxel.</param>
    /// <param name="compute">Threads; default all cores.</param>
    /// <param name="ct">Cancels between slices.</param>
    /// <exception cref="ArgumentException">A length is not that of its grid.</exception>
    public void Image(ReadOnlyMemory<float> source, Memory<float> target, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Check(source.Length, target.Length);
        if (Source == Target)
        {
            source.CopyTo(target);
        }
        else if (_options.Order != 3)
        {
            int plane = Target.X * Target.Y;
            OrderedParallel.For(Target.Z, z => Slab(source.Span, z, 1, target.Span.Slice(z * plane, plane)), compute, ct);
        }
        else if (SeparateAxis is null)
        {
            SplineResize.Volume(source, Source, target, Target, compute, ct);
        }
        else
        {
            Separate(source, target, SeparateAxis.Value, compute, ct);
        }
    }

    /// <summary>
    /// Some slices of the result, for work that cannot hold a whole volume per class; orders 0 and 1 only. The same values as <see cref="Image"/>.
    /// </summary>
    /// <param name="source">The whole source array.</param>
    /// <param name="first">First target slice along z.</param>
    /// <param name="count">Number of target slices.</param>
    /// <param name="target">Receives count · Y · X values.</param>
    /// <exception cref="InvalidOperationException">The order is 3, whose every value depends on all slices.</exception>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Slab(ReadOnlySpan<float> source, int first, int count, Span<float> target)
    {
        if (_options.Order == 3 && Source != Target) throw new InvalidOperationException("Cubic resampling cannot be done in slabs; use order 0 or 1.");
        int plane = Target.X * Target.Y, sourcePlane = Source.X * Source.Y;
        if (source.Length != Source.Count || target.Length != count * plane || first < 0 || first + count > Target.Z)
            throw new ArgumentException(FormattableString.Invariant($"Slices {first} to {first + count} of {Target} need {Source.Count} values in and {count * plane} out; given are {source.Length} and {target.Length}."), nameof(target));
        LinearTaps x = Taps(2, Source.X, Target.X), y = Taps(1, Source.Y, Target.Y), z = Taps(0, Source.Z, Target.Z);
        Span<double> row = new double[Source.X];
        for (int k = 0; k < count; k++)
        {
            double wz = z.Weight[first + k];
            ReadOnlySpan<float> a = source.Slice(z.First[first + k] * sourcePlane, sourcePlane), b = source.Slice(z.Second[first + k] * sourcePlane, sourcePlane);
            for (int j = 0; j < Target.Y; j++)
            {
                Row(a, b, y, j, wz, row);
                Span<float> to = target.Slice(k * plane + j * Target.X, Target.X);
                for (int i = 0; i < to.Length; i++)
                {
                    double left = row[x.First[i]];
                    to[i] = (float)(left + (row[x.Second[i]] - left) * x.Weight[i]);
                }
            }
        }
    }

    /// <summary>
    /// Resamples a label map: every label as a mask of its own, ascending, kept where it reaches one half; a voxel no label claims is 0.
    /// </summary>
    /// <inheritdoc cref="Image"/>
    public void Labels(ReadOnlyMemory<short> source, Memory<short> target, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        Check(source.Length, target.Length);
        if (_options.Order == 3) throw new InvalidOperationException("Labels are resampled with order 0 or 1.");
        if (Source == Target)
        {
            source.CopyTo(target);
            return;
        }

        if (SeparateAxis is not { } axis || _options.OrderZ == 0)
        {
            LabelPlanes(source, target, Target, compute, ct);
            return;
        }

        // Slices first; what they say is then interpolated along the thick axis.
        GridSize between = new(axis == 2 ? Source.X : Target.X, axis == 1 ? Source.Y : Target.Y, axis == 0 ? Source.Z : Target.Z);
        var slices = new short[between.Count];
        LabelPlanes(source, slices, between, compute, ct);
        LabelsAlong(axis, slices, between, target, compute, ct);
    }

    private void LabelPlanes(ReadOnlyMemory<short> source, Memory<short> target, GridSize to, ComputeOptions? compute, CancellationToken ct)
    {
        LinearTaps x = Taps(2, Source.X, to.X), y = Taps(1, Source.Y, to.Y), z = Taps(0, Source.Z, to.Z);
        OrderedParallel.For(to.Z, k => LabelPlane(source.Span, target.Span.Slice(k * to.X * to.Y, to.X * to.Y), x, y, z, k), compute, ct);
    }

    // The label with more than half of the weight; between two labels of equal weight none, as in nnU-Net.
    private void LabelsAlong(int axis, ReadOnlyMemory<short> slices, GridSize from, Memory<short> target, ComputeOptions? compute, CancellationToken ct)
    {
        int stride = axis switch { 0 => from.X * from.Y, 1 => from.X, _ => 1 };
        LinearTaps taps = axis switch { 0 => LinearTaps.Linear(from.Z, Target.Z), 1 => LinearTaps.Linear(from.Y, Target.Y), _ => LinearTaps.Linear(from.X, Target.X) };
        OrderedParallel.For(
            Target.Z,
            z =>
            {
                Span<short> result = target.Span.Slice(z * Target.X * Target.Y, Target.X * Target.Y);
                for (int i = 0; i < result.Length; i++)
                {
                    int x = i % Target.X, y = i / Target.X, at = axis switch { 0 => z, 1 => y, _ => x };
                    int line = from.Offset(axis == 2 ? 0 : x, axis == 1 ? 0 : y, axis == 0 ? 0 : z);
                    short a = slices.Span[line + taps.First[at] * stride], b = slices.Span[line + taps.Second[at] * stride];
                    double weight = taps.Weight[at];
                    result[i] = a == b || weight < 0.5 ? a : weight > 0.5 ? b : (short)0;
                }
            },
            compute,
            ct);
    }

    private void LabelPlane(ReadOnlySpan<short> source, Span<short> target, LinearTaps x, LinearTaps y, LinearTaps z, int k)
    {
        int plane = Source.X * Source.Y, width = x.First.Length;
        Span<short> label = stackalloc short[8];
        Span<double> weight = stackalloc double[8];
        for (int j = 0; j < y.First.Length; j++)
        {
            ReadOnlySpan<short> r00 = source.Slice(z.First[k] * plane + y.First[j] * Source.X, Source.X), r01 = source.Slice(z.First[k] * plane + y.Second[j] * Source.X, Source.X);
            ReadOnlySpan<short> r10 = source.Slice(z.Second[k] * plane + y.First[j] * Source.X, Source.X), r11 = source.Slice(z.Second[k] * plane + y.Second[j] * Source.X, Source.X);
            double w00 = (1 - z.Weight[k]) * (1 - y.Weight[j]), w01 = (1 - z.Weight[k]) * y.Weight[j];
            double w10 = z.Weight[k] * (1 - y.Weight[j]), w11 = z.Weight[k] * y.Weight[j];
            Span<short> to = target.Slice(j * width, width);
            for (int i = 0; i < to.Length; i++)
            {
                int a = x.First[i], b = x.Second[i];
                short one = r00[a];
                if (r00[b] == one && r01[a] == one && r01[b] == one && r10[a] == one && r10[b] == one && r11[a] == one && r11[b] == one)
                {
                    to[i] = one;
                    continue;
                }

                double wb = x.Weight[i], wa = 1 - wb;
                (label[0], label[1], label[2], label[3]) = (r00[a], r00[b], r01[a], r01[b]);
                (label[4], label[5], label[6], label[7]) = (r10[a], r10[b], r11[a], r11[b]);
                (weight[0], weight[1], weight[2], weight[3]) = (w00 * wa, w00 * wb, w01 * wa, w01 * wb);
                (weight[4], weight[5], weight[6], weight[7]) = (w10 * wa, w10 * wb, w11 * wa, w11 * wb);
                to[i] = Claim(label, weight);
            }
        }
    }

    // The largest label whose weight reaches one half: with ascending labels the later one overwrites.
    private static short Claim(ReadOnlySpan<short> label, ReadOnlySpan<double> weight)
    {
        int best = int.MinValue;
        for (int i = 0; i < label.Length; i++)
        {
            if (label[i] <= best) continue;
            double sum = 0;
            for (int j = 0; j < label.Length; j++) sum += label[j] == label[i] ? weight[j] : 0;
            if (sum >= 0.5) best = label[i];
        }

        return best == int.MinValue ? (short)0 : (short)best;
    }

    private void Row(ReadOnlySpan<float> a, ReadOnlySpan<float> b, LinearTaps y, int j, double wz, Span<double> row)
    {
        double wy = y.Weight[j];
        ReadOnlySpan<float> a0 = a.Slice(y.First[j] * Source.X, Source.X), a1 = a.Slice(y.Second[j] * Source.X, Source.X);
        if (wz == 0)
        {
            for (int i = 0; i < row.Length; i++) row[i] = a0[i] + ((double)a1[i] - a0[i]) * wy;
            return;
        }

        ReadOnlySpan<float> b0 = b.Slice(y.First[j] * Source.X, Source.X), b1 = b.Slice(y.Second[j] * Source.X, Source.X);
        for (int i = 0; i < row.Length; i++)
        {
            double near = a0[i] + ((double)a1[i] - a0[i]) * wy, far = b0[i] + ((double)b1[i] - b0[i]) * wy;
            row[i] = near + (far - near) * wz;
        }
    }

    private void Separate(ReadOnlyMemory<float> source, Memory<float> target, int axis, ComputeOptions? compute, CancellationToken ct)
    {
        if (axis == 0)
        {
            SplineResize.Slices(source, Source, target, Target, _options.OrderZ, compute, ct);
            return;
        }

        int[] order = axis == 1 ? [1, 0, 2] : [2, 0, 1];
        GridSize from = AxisOrder.Apply(Source, order), to = AxisOrder.Apply(Target, order);
        float[] turned = AxisOrder.Apply(source.Span, Source, order), result = new float[to.Count];
        SplineResize.Slices(turned, from, result, to, _options.OrderZ, compute, ct);
        AxisOrder.Apply<float>(result, to, AxisOrder.Inverse(order)).CopyTo(target);
    }

    private LinearTaps Taps(int axis, int source, int target) =>
        (axis == SeparateAxis ? _options.OrderZ : _options.Order) == 0 ? LinearTaps.Nearest(source, target) : LinearTaps.Linear(source, target);

    private void Check(int source, int target)
    {
        if (source != Source.Count || target != Target.Count)
            throw new ArgumentException(FormattableString.Invariant($"From {Source} to {Target} needs {Source.Count} values in and {Target.Count} out; given are {source} and {target}."), nameof(target));
    }

    private static int? FindSeparateAxis(Spacing source, Spacing target, bool? forced)
    {
        double[] a = [source.Z, source.Y, source.X], b = [target.Z, target.Y, target.X];
        double[]? deciding = forced switch
        {
            true => a,
            false => null,
            _ => a.Max() / a.Min() > Anisotropy ? a : b.Max() / b.Min() > Anisotropy ? b : null,
        };
        // Two or three equally thick axes: none stands out.
        return deciding is null || deciding.Count(v => v == deciding.Max()) > 1 ? null : Array.IndexOf(deciding, deciding.Max());
    }
}
