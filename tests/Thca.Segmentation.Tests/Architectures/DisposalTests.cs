using Thca.Core.Randomness;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Tests.Training;
using Thca.Segmentation.Training;
using Thca.Torch;
using Thca.Torch.Weights;

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

    [Fact]
    public void Train_AFewSteps_LeavesNoTensor() => LiveTensors.EnsureNoneLeft(() =>
        SegmentationTrainer.Train([PhantomCases.Plain()], [PhantomCases.Plain(7)], PhantomCases.Options() with { Epochs = 2, Iterations = 2, ValidationIterations = 1 }, new RandomSeed(1), null).Dispose());
}
