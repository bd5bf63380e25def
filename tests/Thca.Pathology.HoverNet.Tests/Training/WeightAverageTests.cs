using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;
using Thca.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Tests.Training;

public class WeightAverageTests
{
    private const string Bias = "decoder.hv.u0.conv.bias", Mean = "conv0.bn.running_mean", Counter = "conv0.bn.num_batches_tracked", Constant = "upsample2x.unpool_mat";

    [Fact]
    public void Update_ThreeSteps_ByHand()
    {
        using HoverNetwork network = HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 8 }, 1);
        Set(network, Bias, 1);
        Set(network, Mean, 4);
        using var average = new WeightAverage(network, 0.15);
        foreach (float value in (float[])[2, 3, 7])
        {
            Set(network, Bias, value);
            Set(network, Mean, 0);
            Set(network, Counter, value);
            average.Update(network);
        }

        // Decays: 1/10, then 2/11 and 3/12, both cut to 0.15.
        double expected = 1;
        foreach ((double decay, double value) in new[] { (0.1, 2.0), (0.15, 3.0), (0.15, 7.0) }) expected = decay * expected + (1 - decay) * value;
        HoverNetWeights weights = average.Weights(network.Plan);
        Assert.All(weights.Tensors[Bias].ToSingle(), v => Assert.Equal(expected, v, 1e-6));
        Assert.All(weights.Tensors[Mean].ToSingle(), v => Assert.Equal(4 * 0.1 * 0.15 * 0.15, v, 1e-6));
        Assert.Equal([7], weights.Tensors[Counter].ToSingle());
        Assert.Equal([1, 1, 1, 1], weights.Tensors[Constant].ToSingle());
        Assert.Equal(3, average.Steps);

        using var restored = new WeightAverage(network, 0.15);
        restored.Load(average.Save().ToDictionary(), 3);
        Assert.Equal(weights.Tensors[Bias].ToSingle(), restored.Weights(network.Plan).Tensors[Bias].ToSingle());
        using HoverNetwork judged = weights.CreateNetwork();
        Assert.Equal(798, judged.state_dict().Count);
    }

    private static void Set(HoverNetwork network, string name, float value)
    {
        using IDisposable noGradient = no_grad();
        network.state_dict()[name].fill_(value);
    }
}
