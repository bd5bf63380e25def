using Thca.Core.Geometry;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Augmentation;
using Thca.Segmentation.Losses;
using Thca.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Losses;

public class DeepSupervisionLossTests
{
    [Theory]
    [InlineData(false, 2.425480873, 2.408719951)]
    [InlineData(true, 2.425478464, 2.408703208)]
    public void Forward_BatchOfTwo_GivesPyTorchsLossPerLevel(bool batchDice, double full, double half)
    {
        using UNet network = StandAloneNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor x = StandAloneNetwork.Input();
        Tensor[] outputs = network.ForwardScales(cat([x, 0.5 * x + 0.2], 0));
        var loss = new DiceCrossEntropyLoss(batchDice);
        Close.To(full, loss.Forward(outputs[0], Targets(0)).item<double>(), 0, 1e-7);
        Close.To(half, loss.Forward(outputs[1], Targets(1)).item<double>(), 0, 1e-7);
        Close.To(full, new DeepSupervisionLoss(loss).Forward(outputs, [Targets(0)]).item<double>(), 0, 1e-7);
    }

    [Fact]
    public void Forward_FirstSample_GivesPyTorchsGradient_NoneForTheLastHead()
    {
        using UNet network = StandAloneNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        Tensor loss = new DeepSupervisionLoss(new DiceCrossEntropyLoss()).Forward(network.ForwardScales(StandAloneNetwork.Input()), [Targets(0).narrow(0, 0, 1)]);
        Close.To(2.425529632, loss.item<double>(), 0, 1e-7);
        loss.backward();
        double squares = network.named_parameters().Where(p => p.parameter.grad is not null).Sum(p => p.parameter.grad!.square().sum().item<double>());
        Close.To(0.235933704, Math.Sqrt(squares), 0, 1e-7);
        Assert.All(network.named_parameters().Where(p => p.name.StartsWith("decoder.seg_layers.0.", StringComparison.Ordinal)), p => Assert.Null(p.parameter.grad));
    }

    [Fact]
    public void Weights_SixStages_HalveAndEndWithZero()
    {
        Close.To([8 / 15.0, 4 / 15.0, 2 / 15.0, 1 / 15.0, 0], DeepSupervisionLoss.Weights(5).ToArray(), 1e-14);
        Assert.Equal([1.0], DeepSupervisionLoss.Weights(1));
        Assert.Equal([1.0, 0.0], DeepSupervisionLoss.Weights(2));
    }

    [Fact]
    public void Forward_PerfectLogits_ApproachesMinusOne()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = tensor((long[])[0, 1, 2, 1, 0, 2, 1, 1], [1, 2, 2, 2]);
        Tensor logits = nn.functional.one_hot(labels, 3).permute(0, 4, 1, 2, 3).to_type(ScalarType.Float64) * 100;
        Close.To(-1, new DiceCrossEntropyLoss().Forward(logits, labels).item<double>(), 0, 1e-9);
    }

    [Fact]
    public void Forward_IgnoredVoxels_CountInNeitherTerm()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = randn([1, 3, 2, 2, 4], ScalarType.Float64, generator: new Generator(3));
        Tensor labels = tensor((long[])[0, 1, 2, 1, 0, 2, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3], [1, 2, 2, 4]);
        double part = new DiceCrossEntropyLoss().Forward(logits.narrow(2, 0, 1), labels.narrow(1, 0, 1)).item<double>();
        Close.To(part, new DiceCrossEntropyLoss(ignore: 3).Forward(logits, labels).item<double>(), 1e-12);
        Close.To(-1.0, new DiceCrossEntropyLoss(ignore: 3).Forward(logits, full_like(labels, 3)).item<double>(), 1e-12);
    }

    // t = (7 z + 3 y + x) mod 12, and (t + 5) mod 12 for the second sample.
    private static Tensor Targets(int level)
    {
        GridSize size = new(16, 16, 8), half = new(8, 8, 8);
        var first = new short[size.Count];
        for (int i = 0; i < first.Length; i++) first[i] = (short)((7 * (i / 256) + 3 * (i / 16 % 16) + i % 16) % 12);
        short[] second = [.. first.Select(t => (short)((t + 5) % 12))];
        if (level == 0) return tensor([.. first.Concat(second).Select(v => (long)v)], [2, 8, 16, 16]);
        return tensor([.. DeepSupervisionTargets.Resize(first, size, half).Concat(DeepSupervisionTargets.Resize(second, size, half)).Select(v => (long)v)], [2, 8, 8, 8]);
    }
}
