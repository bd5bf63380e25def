using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Tests.Training;
using Thca.Segmentation.Training;
using Thca.Torch;
using Thca.Torch.Weights;
using TorchSharp;

namespace Thca.Segmentation.Tests.Architectures;

public class DisposalTests
{
    [Theory]
    [InlineData(AttentionKind.Sound)]
    [InlineData(AttentionKind.Reference)]
    public void Dispose_Network_LeavesNoTensor(AttentionKind attention) => LiveTensors.EnsureNoneLeft(() =>
    {
        using UNet network = UNet.Create(NetworkPlan.Isotropic(3, [4, 8, 8], 3, attention));
        StateDict.Load(network, StateDict.Save(network));
    });

    [Theory]
    [InlineData(AttentionKind.Sound)]
    [InlineData(AttentionKind.Reference)]
    [InlineData(AttentionKind.None)]
    public void Forward_KeepsItsResultAlone(AttentionKind attention)
    {
        // Every feature map of a tile that lived until the tile ends would be gigabytes.
        using UNet network = UNet.Create(NetworkPlan.Isotropic(3, [4, 8, 8], 3, attention));
        network.eval();
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradient = torch.no_grad();
        torch.Tensor input = torch.zeros([1, 1, 8, 8, 8]);
        long before = LiveTensors.OnThisThread;
        torch.Tensor logits = network.call(input);
        Assert.Equal(before + 1, LiveTensors.OnThisThread);
        Assert.Equal([1L, 3, 8, 8, 8], logits.shape);
    }

    [Fact]
    public void Train_AFewSteps_LeavesNoTensor() => LiveTensors.EnsureNoneLeft(() =>
        SegmentationTrainer.Train([PhantomCases.Plain()], [PhantomCases.Plain(7)], PhantomCases.Options() with { Epochs = 2, Iterations = 2, ValidationIterations = 1 }, new RandomSeed(1), null).Dispose());
}
