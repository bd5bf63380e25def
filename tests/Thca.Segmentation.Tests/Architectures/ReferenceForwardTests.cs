using Thca.Segmentation.Architectures;
using Thca.Segmentation.BuildingBlocks;
using Thca.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Segmentation.Tests.Architectures;

public class ReferenceForwardTests
{
    [Fact]
    public void ForwardScales_WeightsByFormula_GivesPyTorchsSums()
    {
        using UNet network = StandAloneNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor input = StandAloneNetwork.Input();
        Tensor[] outputs = network.ForwardScales(input), skips = network.Skips(input);
        AssertSums(outputs[0], 89.159503975, 3088.770329568);
        AssertSums(outputs[1], -122.287376680, 594.672937343);
        AssertSums(skips[0], 516.513555187, 524.387656971);
        AssertSums(skips[1], 332.780048122, 339.047715907);
        AssertSums(skips[2], 99.873322411, 101.939301966);
        Close.To(
            [-0.06111325, 0.068996999, 0.043190596, 0.114638023, 0.096479344, 0.003410207, 0.017778284, -0.105688478, -0.092899851, -0.06685376, -0.080118867, 0.057811009],
            [.. Enumerable.Range(0, 12).Select(c => outputs[0][0, c, 3, 5, 7].item<double>())],
            0,
            1e-8);
        long[] winners = outputs[0].argmax(1).data<long>().ToArray();
        Assert.Equal([0, 121, 0, 1824, 16, 0, 0, 0, 0, 0, 0, 87], Enumerable.Range(0, 12).Select(c => winners.Count(w => w == c)));
    }

    [Fact]
    public void ForwardScales_SinglePrecision_GivesTheSameSumsTo1e4()
    {
        using UNet network = StandAloneNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        network.to(ScalarType.Float32);
        Tensor output = network.call(StandAloneNetwork.Input().to_type(ScalarType.Float32));
        Close.To(89.159503975, output.to_type(ScalarType.Float64).sum().item<double>(), 1e-4, 1e-2);
        Close.To(3088.770329568, output.to_type(ScalarType.Float64).abs().sum().item<double>(), 1e-4);
    }

    [Fact]
    public void ReferenceChannelGate_BehindInstanceNorm_DoesNotSeeTheImage()
    {
        using UNet network = StandAloneNetwork.Create();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = network.state_dict();
        Tensor beta = weights["encoder.stages.0.0.convs.1.norm.bias"], w = weights["encoder.stages.0.0.convs.1.ca.fc.weight"], b = weights["encoder.stages.0.0.convs.1.ca.fc.bias"];
        Tensor expected = (w.reshape(4, 4).matmul(beta) + b).sigmoid();
        Close.To([0.512070688, 0.449861940, 0.515722016, 0.448543086], expected.data<double>().ToArray(), 0, 1e-8);

        using var gate = new ReferenceChannelGate(4, 3);
        gate.to(ScalarType.Float64);
        gate.load_state_dict(new Dictionary<string, Tensor> { ["fc.weight"] = w, ["fc.bias"] = b });
        for (int seed = 1; seed <= 2; seed++)
        {
            Tensor image = randn([1, 4, 4, 6, 6], ScalarType.Float64, generator: new Generator((ulong)seed));
            Tensor normalised = nn.functional.instance_norm(image, weight: weights["encoder.stages.0.0.convs.1.norm.weight"], bias: beta);
            Tensor factors = (gate.call(normalised) / normalised).amax(2, 3, 4).reshape(4);
            Close.To(expected.data<double>().ToArray(), factors.data<double>().ToArray(), 0, 1e-6);
        }
    }

    [Fact]
    public void ChannelGate_Sound_SeesTheImage()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using var gate = new ChannelGate(4, 8, 3);
        foreach ((_, TorchSharp.Modules.Parameter p) in gate.named_parameters()) p.copy_(randn(p.shape, generator: new Generator(5)));
        double[][] factors =
        [
            .. ((ulong[])[1, 2]).Select(seed =>
            {
                Tensor image = nn.functional.leaky_relu(randn([1, 4, 4, 6, 6], generator: new Generator(seed)), 0.01);
                return (gate.call(image) / image).amax(2, 3, 4).reshape(4).to_type(ScalarType.Float64).data<double>().ToArray();
            }),
        ];
        Assert.True(factors[0].Zip(factors[1], (a, b) => Math.Abs(a - b)).Max() > 1e-3);
    }

    private static void AssertSums(Tensor tensor, double sum, double magnitude)
    {
        Close.To(sum, tensor.sum().item<double>(), 0, 1e-6);
        Close.To(magnitude, tensor.abs().sum().item<double>(), 0, 1e-6);
    }
}
