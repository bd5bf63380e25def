using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Inference;

public class SlidingWindowTests
{
    private static readonly GridSize Tile = new(8, 8, 4);

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 8, 8, 4 }, { 13, 9, 7 }, { 3, 20, 5 }, { 5, 5, 2 }, { 2, 1, 1 }, { 1, 1, 2 }, { 17, 23, 11 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_ConstantNetwork_IsExactlyConstant(int x, int y, int z)
    {
        var size = new GridSize(x, y, z);
        using LogitStore store = new SlidingWindow(new FakeNetwork(3, t => full([1, 3, 4, 8, 8], 1.3f) * tensor([1f, -0.7f, 2.1f]).view(1, 3, 1, 1, 1)), Tile).Run([new float[size.Count]], size);
        Assert.All(store.Class(0).ToArray(), v => Assert.Equal(1.3f, v));
        Assert.All(store.Class(1).ToArray(), v => Assert.Equal(1.3f * -0.7f, v));
        Assert.All(store.Class(2).ToArray(), v => Assert.Equal(1.3f * 2.1f, v));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Run_IdentityNetwork_GivesTheImageBack(int x, int y, int z)
    {
        var size = new GridSize(x, y, z);
        float[] image = [.. Enumerable.Range(0, size.Count).Select(i => MathF.Sin(i) * 3)];
        using LogitStore store = new SlidingWindow(new FakeNetwork(2, t => cat([t, -t], 1)), Tile).Run([image], size);
        Assert.Equal(image, store.Class(0).ToArray());
        Assert.Equal([.. image.Select(v => -v)], store.Class(1).ToArray());
    }

    [Fact]
    public void Run_AnyThreadsAndAnyStorage_GivesTheSameBits()
    {
        using TemporaryFolder folder = new();
        using UNet network = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 3), 3);
        network.eval();
        GridSize size = new(19, 15, 9);
        float[] image = [.. Enumerable.Range(0, size.Count).Select(i => MathF.Sin(0.37f * i))];
        var net = new NetworkTile(network, CPU);
        using LogitStore memory = new SlidingWindow(net, Tile).Run([image], size, ComputeOptions.SingleThread);
        using LogitStore file = new SlidingWindow(net, Tile, new SlidingWindowOptions { MemoryLimit = 0, TemporaryFolder = folder.FullName })
            .Run([image], size, new ComputeOptions { MaxDegreeOfParallelism = 3 });
        Assert.True(file.IsFile && !memory.IsFile);
        for (int c = 0; c < 3; c++) Assert.True(memory.Class(c).SequenceEqual(file.Class(c)));
        Assert.NotEmpty(Directory.GetFiles(folder.FullName));
        file.Dispose();
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Run_WrongNumberOfChannels_IsAClearError()
    {
        ThcaException error = Assert.Throws<ThcaException>(() => new SlidingWindow(new FakeNetwork(2, t => t), Tile).Run([new float[256], new float[256]], Tile));
        Assert.Contains("has 2 channels; the network takes 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MapsLargerThanTheDisk_AreRefusedBeforeAllocation()
    {
        var error = Assert.Throws<ThcaException>(() => new LogitStore(new GridSize(1200, 1200, 1200), 100_000, 0, Path.GetTempPath()));
        Assert.Equal(ProblemCodes.OutOfMemoryEstimate, error.Code);
    }

    [Fact]
    public void Run_Cancelled_StopsBetweenTiles_AndRemovesItsFile()
    {
        using TemporaryFolder folder = new();
        using var stop = new CancellationTokenSource();
        int tiles = 0;
        var network = new FakeNetwork(2, t =>
        {
            if (++tiles == 3) stop.Cancel();
            return cat([t, t], 1);
        });
        GridSize size = new(32, 32, 4);
        Assert.Throws<OperationCanceledException>(() => new SlidingWindow(network, Tile, new SlidingWindowOptions { MemoryLimit = 0, TemporaryFolder = folder.FullName })
            .Run([new float[size.Count]], size, ComputeOptions.SingleThread, ct: stop.Token));
        Assert.Equal(3, tiles);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Run_FiftyTiles_KeepsTheNumberOfLiveTensors()
    {
        using UNet network = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 3), 3);
        network.eval();
        var net = new MirrorAveraging(new NetworkTile(network, CPU), MirrorAxis.AllWithoutSwap(3));
        var counts = new HashSet<long>();
        var window = new SlidingWindow(new FakeNetwork(3, t =>
        {
            counts.Add(LiveTensors.OnThisThread);
            return net.Logits(t);
        }), Tile);
        GridSize size = new(204, 8, 4);
        using LogitStore store = window.Run([new float[size.Count]], size, ComputeOptions.SingleThread);
        Assert.Single(counts);
        Assert.True(TileGrid.Starts(size, Tile).Count >= 50);
    }

    [Fact]
    public void MirrorAveraging_LeftRightWithSwap_IsEquivariant_ForAnyNetwork()
    {
        // With averaging over the group, flipping the image flips the result and swaps the sides.
        using UNet network = UNet.Create(NetworkPlan.Isotropic(3, [4, 8], 12), 5);
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        var averaged = new MirrorAveraging(new NetworkTile(network, CPU), MirrorAxis.LeftRight(2, LabelSet.Thyroid.FlipPairs));
        Tensor image = randn([1, 1, 4, 8, 8], generator: new Generator(3));
        Tensor order = tensor([.. LabelSet.Thyroid.FlipTable().Select(v => (long)v)]);
        Tensor expected = averaged.Logits(image), actual = averaged.Logits(image.flip(4)).flip(4).index_select(1, order);
        Assert.True((expected - actual).abs().max().item<float>() < 1e-5);
        Assert.Equal(2, averaged.Passes);
        Assert.True((expected - averaged.Logits(image.flip(4)).flip(4)).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void MirrorAveraging_ThreeAxes_IsTheMeanOfEightPasses()
    {
        using DisposeScope scope = NewDisposeScope();
        var network = new FakeNetwork(1, t => t * arange(8).to_type(ScalarType.Float32).view(1, 1, 1, 1, 8));
        Tensor result = new MirrorAveraging(network, MirrorAxis.AllWithoutSwap(3)).Logits(ones([1, 1, 4, 8, 8]));
        Assert.True((result - 3.5).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void StreamingArgMax_AnyGrid_EqualsResamplingWholeMaps()
    {
        GridSize source = new(9, 7, 5), target = new(14, 16, 11);
        using var store = new LogitStore(source, 4, long.MaxValue, Path.GetTempPath());
        for (int c = 0; c < 4; c++)
        {
            for (int i = 0; i < source.Count; i++) store.Class(c)[i] = MathF.Sin(0.7f * i + 2 * c);
        }

        var resampler = new GridResampler(source, new Spacing(1, 1, 1), target, new Spacing(1, 1, 1), ResamplingOptions.Linear);
        var whole = new float[4][];
        for (int c = 0; c < 4; c++)
        {
            whole[c] = new float[target.Count];
            resampler.Image(store.Class(c).ToArray(), whole[c]);
        }

        short[] expected = [.. Enumerable.Range(0, target.Count).Select(i => (short)Enumerable.Range(0, 4).MaxBy(c => whole[c][i]))];
        Assert.Equal(expected, StreamingArgMax.Run(store, resampler));
        Assert.Equal(expected, StreamingArgMax.Run(store, resampler, ComputeOptions.SingleThread));
    }

    [Fact]
    public void StreamingArgMax_MoreClasses_AllocatesNoMore()
    {
        // Warm-up, then 4 and 24 classes: labels and slices only.
        GridSize source = new(24, 24, 24), target = new(48, 48, 48);
        long Allocated(int classes)
        {
            using var store = new LogitStore(source, classes, long.MaxValue, Path.GetTempPath());
            var resampler = new GridResampler(source, new Spacing(2, 2, 2), target, new Spacing(1, 1, 1), ResamplingOptions.Linear);
            long before = GC.GetAllocatedBytesForCurrentThread();
            StreamingArgMax.Run(store, resampler, ComputeOptions.SingleThread);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(2);
        long few = Allocated(4), many = Allocated(24);
        const int Taps = 48 * 3 * 16; // what preparing one slice of one class allocates at most
        Assert.True(many - few <= 20L * target.Z * 2 * Taps, $"{few} and {many} bytes");
    }
}
