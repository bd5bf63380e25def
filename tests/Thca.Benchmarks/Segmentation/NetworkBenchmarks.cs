using BenchmarkDotNet.Attributes;
using Thca.Segmentation.Architectures;
using Thca.Segmentation.Losses;
using Thca.Segmentation.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Benchmarks.Segmentation;

/// <summary>
/// The original's gated U-Net, widths 32 to 320, on a patch of 48 x 96 x 96, one thread: forward without gradient, and a training step (loss with
/// deep supervision, backward, clipping, SGD with Nesterov momentum). Judged by the ratio to bare TorchSharp on the same weights, at most 1.05.
/// </summary>
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5, invocationCount: 1)]
public class NetworkBenchmarks : IDisposable
{
    private UNet _network = null!;
    private BareNetwork _bare = null!;
    private WeightOptimizer _optimizer = null!;
    private optim.Optimizer _bareOptimizer = null!;
    private DeepSupervisionLoss _loss = null!;
    private Tensor _input = null!;
    private Tensor[] _labels = null!;

    /// <summary>Whether the step is a training step.</summary>
    [Params(false, true)]
    public bool Training { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        NetworkPlan plan = NetworkPlan.Isotropic(3, [32, 64, 128, 256, 320], 12, AttentionKind.Reference);
        _network = UNet.Create(plan);
        _bare = new BareNetwork(_network);
        _input = randn([1, 1, 48, 96, 96], generator: new Generator(1));
        Tensor full = randint(0, 12, [1, 48, 96, 96], ScalarType.Int64);
        _labels = [.. Enumerable.Range(0, 4).Select(i => full.slice(1, 0, 48, 1 << i).slice(2, 0, 96, 1 << i).slice(3, 0, 96, 1 << i).contiguous())];
        _loss = new DeepSupervisionLoss(new DiceCrossEntropyLoss());
        _optimizer = new WeightOptimizer.SgdNesterov(_network.named_parameters(), 0.99, 3e-5);
        _bareOptimizer = optim.SGD(_bare.Parameters, 1e-6, momentum: 0.99, weight_decay: 3e-5, nesterov: true);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _optimizer.Dispose();
        _network.Dispose();
    }

    [Benchmark(Baseline = true)]
    public double Bare()
    {
        using DisposeScope scope = NewDisposeScope();
        if (!Training)
        {
            using IDisposable noGradient = no_grad();
            return _bare.Forward(_input, false)[0].sum().item<float>();
        }

        _bareOptimizer.zero_grad();
        Tensor loss = _loss.Forward(_bare.Forward(_input, true), _labels);
        double value = loss.item<float>();
        loss.backward();
        nn.utils.clip_grad_norm_(_bare.Parameters, 12);
        _bareOptimizer.step();
        return value;
    }

    [Benchmark]
    public double Library()
    {
        using DisposeScope scope = NewDisposeScope();
        if (!Training)
        {
            using IDisposable noGradient = no_grad();
            return _network.call(_input).sum().item<float>();
        }

        _optimizer.ZeroGradients();
        Tensor loss = _loss.Forward(_network.ForwardScales(_input), _labels);
        double value = loss.item<float>();
        loss.backward();
        _optimizer.Clip(12);
        _optimizer.Step(1e-6);
        return value;
    }
}
