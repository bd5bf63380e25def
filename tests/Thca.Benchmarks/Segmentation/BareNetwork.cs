using Thca.Segmentation.Architectures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Thca.Benchmarks.Segmentation;

/// <summary>
/// The gated U-Net written directly with the functions of TorchSharp on the same weights: what the library's modules, scopes and checks are
/// compared with.
/// </summary>
internal sealed class BareNetwork
{
    private readonly Dictionary<string, Parameter> _weights;
    private readonly int _stages;
    private readonly IReadOnlyList<IReadOnlyList<int>> _strides;

    public BareNetwork(UNet network)
    {
        _weights = network.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        (_stages, _strides) = (network.Plan.StageCount, network.Plan.Strides);
    }

    public IReadOnlyCollection<Parameter> Parameters => _weights.Values;

    public Tensor[] Forward(Tensor x, bool everyScale)
    {
        var skips = new Tensor[_stages];
        for (int s = 0; s < _stages; s++) skips[s] = x = Stack($"encoder.stages.{s}.0", x, _strides[s]);
        var heads = new List<Tensor>();
        for (int d = 0; d < _stages - 1; d++)
        {
            string up = $"decoder.transpconvs.{d}", head = $"decoder.seg_layers.{d}";
            long[] stride = [.. _strides[_stages - 1 - d].Select(v => (long)v)];
            Tensor raised = functional.conv_transpose3d(x, _weights[up + ".weight"], _weights[up + ".bias"], strides: stride);
            x = Stack($"decoder.stages.{d}", cat([raised, skips[_stages - 2 - d]], 1), [1, 1, 1]);
            if (everyScale || d == _stages - 2) heads.Insert(0, functional.conv3d(x, _weights[head + ".weight"], _weights[head + ".bias"]));
        }

        return [.. heads];
    }

    private Tensor Stack(string name, Tensor x, IReadOnlyList<int> stride)
    {
        x = functional.leaky_relu(Block($"{name}.convs.0", x, stride), 0.01);
        x = Block($"{name}.convs.1", x, [1, 1, 1]);
        string gates = $"{name}.convs.1";
        x = x * functional.conv3d(x.mean([2, 3, 4], keepdim: true), _weights[gates + ".ca.fc.weight"], _weights[gates + ".ca.fc.bias"]).sigmoid();
        x = x * functional.conv3d(cat([x.mean([1], keepdim: true), x.amax([1], keepdim: true)], 1), _weights[gates + ".sa.cv1.weight"], padding: [2, 2, 2]).sigmoid();
        return functional.leaky_relu(x, 0.01);
    }

    private Tensor Block(string name, Tensor x, IReadOnlyList<int> stride) => functional.instance_norm(
        functional.conv3d(x, _weights[name + ".conv.weight"], _weights[name + ".conv.bias"], strides: [.. stride.Select(v => (long)v)], padding: [1, 1, 1]),
        weight: _weights[name + ".norm.weight"],
        bias: _weights[name + ".norm.bias"]);
}
