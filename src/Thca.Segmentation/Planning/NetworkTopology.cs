namespace Thca.Segmentation.Planning;

/// <summary>
/// How often each axis of a patch can be halved, and the kernels and strides that follow: axes are pooled together once their voxel sizes differ by less
/// than a factor of two, down to an edge of 4 (nnU-Net's <c>get_pool_and_conv_props</c>). Vectors are in array order.
/// </summary>
/// <param name="Strides">Stride of the first convolution of every stage; the first entry is all 1.</param>
/// <param name="Kernels">Kernel of every stage.</param>
/// <param name="Patch">The patch, padded up to multiples of <see cref="Divisor"/>.</param>
/// <param name="Divisor">Product of the strides of every axis.</param>
public sealed record NetworkTopology(
    IReadOnlyList<IReadOnlyList<int>> Strides, IReadOnlyList<IReadOnlyList<int>> Kernels, IReadOnlyList<int> Patch, IReadOnlyList<int> Divisor)
{
    private const int MinimumEdge = 4;

    /// <summary>Number of resolutions.</summary>
    public int Stages => Strides.Count;

    /// <summary>Plans the topology for a patch.</summary>
    /// <param name="spacing">Voxel size per axis, mm.</param>
    /// <param name="patch">Wanted patch size per axis; halves (medians of even numbers of cases) are allowed.</param>
    public static NetworkTopology Plan(IReadOnlyList<double> spacing, IReadOnlyList<double> patch)
    {
        int axes = spacing.Count;
        double[] mm = [.. spacing], size = [.. patch];
        int[] kernel = Filled(axes, 1), divisor = Filled(axes, 1);
        List<int[]> strides = [Filled(axes, 1)], kernels = [];
        while (true)
        {
            int[] candidates = [.. Enumerable.Range(0, axes).Where(d => size[d] >= 2 * MinimumEdge)];
            if (candidates.Length == 0) break;
            double least = candidates.Min(d => mm[d]), overall = mm.Min();
            int[] pooled = [.. candidates.Where(d => mm[d] / least < 2)];
            if (pooled is [var only] && size[only] < 3 * MinimumEdge) break;
            for (int d = 0; d < axes; d++)
            {
                if (mm[d] / overall < 2) kernel[d] = 3;
            }

            int[] stride = Filled(axes, 1);
            foreach (int d in pooled)
            {
                (stride[d], divisor[d]) = (2, divisor[d] * 2);
                (mm[d], size[d]) = (mm[d] * 2, Math.Ceiling(size[d] / 2));
            }

            strides.Add(stride);
            kernels.Add([.. kernel]);
        }

        kernels.Add(Filled(axes, 3));
        return new NetworkTopology(strides, kernels, [.. patch.Select((p, d) => (int)Math.Ceiling(p / divisor[d]) * divisor[d])], divisor);
    }

    private static int[] Filled(int count, int value) => [.. Enumerable.Repeat(value, count)];
}
