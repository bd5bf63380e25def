using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Brings class maps to another grid and keeps, voxel by voxel, only the most probable class (the first on ties): slice by slice, so that memory
/// does not depend on the number of classes. The same result as resampling every map and comparing whole volumes.
/// </summary>
internal static class StreamingArgMax
{
    /// <summary>The most probable class of every voxel.</summary>
    /// <param name="store">Class maps.</param>
    /// <param name="resampler">From the maps' grid to the wanted one; order 0 or 1.</param>
    /// <param name="compute">Slices at once; never changes a result.</param>
    /// <param name="ct">Cancels between slices.</param>
    public static short[] Run(LogitStore store, GridResampler resampler, ComputeOptions? compute = null, CancellationToken ct = default)
    {
        GridSize target = resampler.Target;
        var labels = new short[target.Count];
        int plane = target.X * target.Y;
        var buffers = new Buffers<float>(plane);
        OrderedParallel.For(target.Z, z => Slice(store, resampler, z, labels.AsSpan(z * plane, plane), buffers), compute, ct);
        return labels;
    }

    private static void Slice(LogitStore store, GridResampler resampler, int z, Span<short> labels, Buffers<float> buffers)
    {
        float[] best = buffers.Rent(), current = buffers.Rent();
        resampler.Slab(store.Class(0), z, 1, best);
        for (short c = 1; c < store.Classes; c++)
        {
            resampler.Slab(store.Class(c), z, 1, current);
            for (int i = 0; i < best.Length; i++)
            {
                if (!(current[i] > best[i])) continue;
                best[i] = current[i];
                labels[i] = c;
            }
        }

        buffers.Return(best);
        buffers.Return(current);
    }
}
