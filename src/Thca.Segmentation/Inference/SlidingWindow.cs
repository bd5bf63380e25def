using System.Globalization;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Segmentation.Preprocessing;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Inference;

/// <summary>
/// Runs a network over a volume tile by tile and averages the logits with <see cref="ImportanceMap"/> weights. The average is kept as a running
/// mean, which gives back a constant exactly. Tiles are computed in parallel and added in order, so results do not depend on the number of threads.
/// </summary>
internal sealed class SlidingWindow(ITileNetwork network, GridSize tile, SlidingWindowOptions? options = null)
{
    // Rounds of tiles after which what the C library keeps is given back, so that memory does not grow with their number.
    private const int RoundsBetweenReleases = 8;

    private readonly SlidingWindowOptions _options = options ?? new SlidingWindowOptions();
    private readonly float[] _weights = ImportanceMap.Of(tile);
    private readonly Buffers<float> _inputs = new(network.Channels * tile.Count);
    private readonly Buffers<float> _outputs = new(network.Classes * tile.Count);

    /// <summary>Mean logits of a volume.</summary>
    /// <param name="channels">Values of every channel, x fastest.</param>
    /// <param name="size">Extents; may be smaller than the tile.</param>
    /// <param name="compute">Tiles computed at once; never changes a result.</param>
    /// <param name="progress">Tiles finished.</param>
    /// <param name="ct">Cancels between tiles.</param>
    /// <returns>The maps; the caller disposes them.</returns>
    /// <exception cref="ThcaException">The number of channels is not the network's, or there is no room for the maps.</exception>
    public LogitStore Run(IReadOnlyList<float[]> channels, GridSize size, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        if (channels.Count != network.Channels)
        {
            throw new ThcaException(
                ProblemCodes.FormatUnsupported,
                string.Create(CultureInfo.InvariantCulture, $"The image has {channels.Count} channels; the network takes {network.Channels}."),
                "Give the channels that the network was trained on, in their order.");
        }

        compute ??= ComputeOptions.Default;
        var store = new LogitStore(size, network.Classes, _options.MemoryLimit, _options.Folder);
        try
        {
            var padded = new GridSize(Math.Max(size.X, tile.X), Math.Max(size.Y, tile.Y), Math.Max(size.Z, tile.Z));
            var margin = new VoxelIndex((padded.X - size.X) / 2, (padded.Y - size.Y) / 2, (padded.Z - size.Z) / 2);
            VoxelIndex[] starts = [.. TileGrid.Starts(padded, tile, _options.TileStep).Select(s => new VoxelIndex(s.X - margin.X, s.Y - margin.Y, s.Z - margin.Z))];
            int wave = Math.Max(1, compute.MaxDegreeOfParallelism);
            for (int first = 0; first < starts.Length; first += wave)
            {
                int from = first;
                float[][] logits = OrderedParallel.Map(Math.Min(wave, starts.Length - first), i => Logits(channels, size, starts[from + i]), compute, ct);
                for (int i = 0; i < logits.Length; i++)
                {
                    Add(store, logits[i], starts[from + i]);
                    _outputs.Return(logits[i]);
                    progress?.Report(new WorkProgress("tiles", from + i + 1, starts.Length));
                }

                if (first / wave % RoundsBetweenReleases == RoundsBetweenReleases - 1) TorchRuntime.ReleaseFreedMemory();
            }

            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private float[] Logits(IReadOnlyList<float[]> channels, GridSize size, VoxelIndex start)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        float[] values = _inputs.Rent(), logits = _outputs.Rent();
        Array.Clear(values);
        TileBox box = TileBox.Of(start, tile, size);
        for (int c = 0; c < channels.Count; c++)
        {
            foreach ((int inTile, int inVolume) in box.Rows()) channels[c].AsSpan(inVolume, box.Width).CopyTo(values.AsSpan(c * tile.Count + inTile));
        }

        VolumeTensors.CopyTo(network.Logits(VolumeTensors.ToTensor(values, channels.Count, tile)), logits);
        _inputs.Return(values);
        return logits;
    }

    // mean += (x - mean) w / W, with W the weights including w.
    private void Add(LogitStore store, float[] logits, VoxelIndex start)
    {
        TileBox box = TileBox.Of(start, tile, store.Size);
        var share = new float[box.Width];
        foreach ((int inTile, int inVolume) in box.Rows())
        {
            Span<float> total = store.Weights.Slice(inVolume, box.Width);
            for (int x = 0; x < share.Length; x++)
            {
                float w = _weights[inTile + x];
                total[x] += w;
                share[x] = w / total[x];
            }

            for (int c = 0; c < store.Classes; c++)
            {
                Span<float> mean = store.Class(c).Slice(inVolume, box.Width);
                ReadOnlySpan<float> added = logits.AsSpan(c * tile.Count + inTile, box.Width);
                for (int x = 0; x < mean.Length; x++) mean[x] += (added[x] - mean[x]) * share[x];
            }
        }
    }
}
