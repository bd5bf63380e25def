using System.Text.Json;
using Thca.Core.Errors;
using Thca.Pathology.HoverNet.Network;
using Thca.Testing;
using Thca.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Tests.Network;

public class HoverNetworkTests
{
    [Theory]
    [InlineData("hovernet_fast_pannuke", HoverNetMode.Fast, 6)]
    [InlineData("hovernet_original_consep", HoverNetMode.Original, 5)]
    public void Forward_GoldenWeights_GivesGoldenOutputs(string name, HoverNetMode mode, int types)
    {
        JsonElement description = GoldenJson.Open("networks", name + ".json");
        Dictionary<string, WeightTensor> tensors = GoldenWeights.Make(name);
        foreach (JsonElement key in description.GetProperty("keys").EnumerateArray())
            Close.To(key.GetProperty("first").Numbers(), [.. tensors[key.GetProperty("key").GetString()!].ToSingle().Take(3).Select(v => (double)v)], 1e-7, what: key.GetProperty("key").GetString()!);
        HoverNetWeights weights = HoverNetWeights.From(tensors);
        Assert.Equal(new HoverNetPlan { Mode = mode, TypeCount = types }, weights.Plan);
        using HoverNetwork network = weights.CreateNetwork();
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), network.state_dict().Keys.Order(StringComparer.Ordinal));
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        HoverNetOutput output = network.Forward(Golden(name, "input_rgb"));
        AssertClose(Golden(name, "tp"), output.Types!);
        AssertClose(Golden(name, "np"), output.Nuclei);
        AssertClose(Golden(name, "hv"), output.Distances);
    }

    [Theory]
    [InlineData(HoverNetMode.Fast, 6, 1, 37_639_626, 798)]
    [InlineData(HoverNetMode.Fast, 5, 1, 37_639_561, 798)]
    [InlineData(HoverNetMode.Fast, 0, 1, 33_625_412, 632)]
    [InlineData(HoverNetMode.Original, 5, 1, 54_744_457, 798)]
    [InlineData(HoverNetMode.Original, 0, 1, 45_028_676, 632)]
    [InlineData(HoverNetMode.Fast, 6, 8, 598_146, 798)]
    public void Create_AnyPlan_HasThePublishedParametersAndKeys(HoverNetMode mode, int types, int divisor, long parameters, int keys)
    {
        using HoverNetwork network = HoverNetwork.Create(new HoverNetPlan { Mode = mode, TypeCount = types, WidthDivisor = divisor });
        Assert.Equal(parameters, network.ParameterCount);
        Assert.Equal(keys, network.state_dict().Count);
    }

    [Theory]
    [InlineData(HoverNetMode.Fast, 128, 36)]
    [InlineData(HoverNetMode.Fast, 192, 100)]
    [InlineData(HoverNetMode.Original, 270, 80)]
    public void Forward_SmallNetwork_GivesTheStatedSize(HoverNetMode mode, int input, int output)
    {
        var plan = new HoverNetPlan { Mode = mode, WidthDivisor = 8 };
        using HoverNetwork network = HoverNetwork.Create(plan);
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        HoverNetOutput result = network.Forward(rand([1, 3, input, input]) * 255);
        Assert.Equal(output, plan.OutputOf(input));
        Assert.Equal([1, 6, output, output], result.Types!.shape);
        Assert.Equal([1, 2, output, output], result.Nuclei.shape);
        Assert.Equal([1, 2, output, output], result.Distances.shape);
    }

    [Fact]
    public void Forward_LeavesNoTensorBehind()
    {
        using HoverNetwork network = HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 8 });
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor input = rand([1, 3, 128, 128]) * 255;
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        HoverNetOutput output = network.Forward(input);
        Assert.Equal(3, DisposeScopeManager.Statistics.ThreadTotalLiveCount - before);
        Assert.NotNull(output.Types);
    }

    [Fact]
    public void PadSame_StrideTwo_PutsTheOddZeroLast()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor even = Layers.PadSame(ones(1, 1, 4, 4), 3, 2), odd = Layers.PadSame(ones(1, 1, 5, 5), 3, 2), five = Layers.PadSame(ones(1, 1, 4, 4), 5, 1);
        Assert.Equal([1, 1, 5, 5], even.shape);
        Assert.Equal(1, even[0, 0, 0, 0].item<float>());
        Assert.Equal(0, even[0, 0, 4, 4].item<float>());
        Assert.Equal([1, 1, 7, 7], odd.shape);
        Assert.Equal(0, odd[0, 0, 0, 0].item<float>());
        Assert.Equal([1, 1, 8, 8], five.shape);
    }

    [Fact]
    public void Crop_OddSurplus_TakesTheOddRowFromTheEnd()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor cropped = Layers.Crop(arange(5, ScalarType.Float32).reshape(1, 1, 1, 5).repeat(1, 1, 5, 1), 3, 3);
        Assert.Equal([1, 2], cropped[0, 0, 0].data<float>().ToArray());
    }

    [Fact]
    public void Create_SameSeed_SameWeights()
    {
        var plan = new HoverNetPlan { WidthDivisor = 8 };
        using HoverNetwork a = HoverNetwork.Create(plan, 7), b = HoverNetwork.Create(plan, 7), c = HoverNetwork.Create(plan, 8);
        float[] First(HoverNetwork network) => StateDict.Save(network)["d2.units.3.conv2.weight"].ToSingle();
        Assert.Equal(First(a), First(b));
        Assert.NotEqual(First(a), First(c));
        Assert.Equal(Math.Sqrt(2.0 / (32 * 9)), Math.Sqrt(First(a).Average(v => (double)v * v)), 0.01);
    }

    [Fact]
    public void OutputOf_SizeThatDoesNotPass_IsRefused()
    {
        Assert.Throws<OptionsException>(() => new HoverNetPlan().OutputOf(250));
        Assert.Throws<OptionsException>(() => new HoverNetPlan().OutputOf(88));
        Assert.Throws<OptionsException>(() => new HoverNetPlan { Mode = HoverNetMode.Original }.OutputOf(264));
        Assert.Throws<OptionsException>(() => HoverNetwork.Create(new HoverNetPlan { WidthDivisor = 3, TypeCount = 1 }));
    }

    private static Tensor Golden(string network, string part)
    {
        (int[] shape, double[] values) = NpyFile.Read(SharedData.Path("golden", "networks", $"{network}.{part}.npy"));
        return tensor([.. values.Select(v => (float)v)], [.. shape.Select(s => (long)s)]).permute(2, 0, 1).unsqueeze(0).contiguous();
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        double deviation = (expected - actual).abs().max().item<float>(), scale = expected.std().item<float>();
        Assert.True(deviation <= 1e-4 * scale, $"largest deviation {deviation:E2}, standard deviation {scale:E2}");
    }
}
