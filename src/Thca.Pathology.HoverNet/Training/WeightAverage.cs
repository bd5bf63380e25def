using Thca.Pathology.HoverNet.Network;
using Thca.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>
/// A moving average of a network's weights and running statistics over training steps (Polyak and Juditsky, 1992). Early steps count for more, by
/// min(decay, (1 + t) / (10 + t)), so that the random start is soon forgotten.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private const string Prefix = "average.";
    private readonly double _decay;
    private readonly Dictionary<string, Tensor> _means;

    public WeightAverage(HoverNetwork network, double decay)
    {
        _decay = decay;
        using IDisposable noGradient = no_grad();
        _means = network.state_dict().ToDictionary(e => e.Key, e => e.Value.detach().clone().DetachFromDisposeScope(), StringComparer.Ordinal);
    }

    public int Steps { get; private set; }

    /// <summary>Takes in the network's weights after a step.</summary>
    public void Update(HoverNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        double rate = 1 - Math.Min(_decay, (1.0 + Steps) / (10.0 + Steps));
        Steps++;
        foreach ((string name, Tensor value) in network.state_dict())
        {
            Tensor mean = _means[name];
            if (mean.is_floating_point()) mean.add_((value - mean) * rate);
            else mean.copy_(value);
        }
    }

    public HoverNetWeights Weights(HoverNetPlan plan) => new() { Plan = plan, Tensors = _means.ToDictionary(m => m.Key, m => Stored(m.Value), StringComparer.Ordinal) };

    public IEnumerable<KeyValuePair<string, WeightTensor>> Save() => _means.Select(m => KeyValuePair.Create(Prefix + m.Key, Stored(m.Value)));

    public void Load(IReadOnlyDictionary<string, WeightTensor> tensors, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor mean) in _means) mean.copy_(tensor(tensors[Prefix + name].ToSingle(), mean.shape));
        Steps = steps;
    }

    public void Dispose()
    {
        foreach (Tensor mean in _means.Values) mean.Dispose();
    }

    private static WeightTensor Stored(Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        return WeightTensor.FromSingle(value.shape, value.cpu().to_type(ScalarType.Float32).contiguous().data<float>().ToArray());
    }
}
