using Thca.Pathology.HoverNet.Network;
using Thca.Pathology.HoverNet.Training;
using Thca.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Tests.Training;

public class HoverNetLossTests
{
    public HoverNetLossTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Of_HandComputedPixels_EqualsTheFormulas()
    {
        using DisposeScope scope = NewDisposeScope();
        // Two pixels, two classes: p = (0.25, 0.75) with truth 1 and (0.5, 0.5) with truth 0.
        Tensor logits = tensor([MathF.Log(1), MathF.Log(1), MathF.Log(3), MathF.Log(1)], [1, 2, 1, 2]);
        Tensor truth = tensor(new long[] { 1, 0 }, [1, 1, 2]);
        Tensor distances = zeros(1, 2, 1, 2);
        HoverNetLoss loss = HoverNetLoss.Of(new HoverNetOutput(null, logits, distances + 0.5f), truth, truth, distances, MsgeAxes.Matched);
        Assert.Equal(-(Math.Log(0.75) + Math.Log(0.5)) / 2, loss.NucleiCrossEntropy.item<float>(), 1e-6);
        double zero = 1 - (2 * 0.5 + 1e-3) / (0.75 + 1 + 1e-3), one = 1 - (2 * 0.75 + 1e-3) / (1.25 + 1 + 1e-3);
        Assert.Equal(zero + one, loss.NucleiDice.item<float>(), 1e-6);
        Assert.Equal(0.25, loss.DistanceError.item<float>(), 1e-7);
        Assert.Null(loss.TypesCrossEntropy);
    }

    [Theory]
    [InlineData(MsgeAxes.Matched, true)]
    [InlineData(MsgeAxes.Swapped, false)]
    public void Of_ErrorThatGrowsAlongX_ShowsInTheGradientTermOfTheRightAxis(MsgeAxes axes, bool shows)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor ramp = arange(9, ScalarType.Float32).reshape(1, 1, 1, 9).expand(1, 1, 9, 9);
        Tensor wrong = cat([ramp, zeros(1, 1, 9, 9)], 1);
        Tensor centre = zeros(1, 9, 9, ScalarType.Int64);
        centre[0, 4, 4] = 1;
        HoverNetLoss loss = HoverNetLoss.Of(new HoverNetOutput(null, zeros(1, 2, 9, 9), wrong), centre, centre, zeros(1, 2, 9, 9), axes);
        // d/dx of a ramp of slope 1: sum of u² / (u² + v²) over the 5 x 5 kernel.
        double slope = 0;
        for (int v = -2; v <= 2; v++) for (int u = -2; u <= 2; u++) if (u != 0) slope += (double)(u * u) / (u * u + v * v);
        Assert.Equal(shows ? slope * slope / 2 : 0, loss.GradientError.item<float>(), 1e-3);
    }

    [Fact]
    public void Of_PerfectPrediction_IsNearZero()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor truth = randint(0, 2, [1, 8, 8], dtype: ScalarType.Int64), types = truth * 3;
        Tensor distances = rand([1, 2, 8, 8]) - 0.5;
        Tensor Logits(Tensor t, int classes) => nn.functional.one_hot(t, classes).permute(0, 3, 1, 2).to_type(ScalarType.Float32) * 40;
        HoverNetLoss loss = HoverNetLoss.Of(new HoverNetOutput(Logits(types, 6), Logits(truth, 2), distances), truth, types, distances, MsgeAxes.Matched);
        Assert.InRange(loss.Total.item<float>(), 0, 1e-3);
    }
}
