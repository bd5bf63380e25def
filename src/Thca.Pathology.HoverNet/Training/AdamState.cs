using Thca.Torch.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Thca.Pathology.HoverNet.Training;

/// <summary>Adam (Kingma and Ba, 2015) with moments that can be stored, so that a resumed training continues bit by bit.</summary>
internal sealed class AdamState : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private const string First = "adam.m.", Second = "adam.v.";

    private readonly List<(string Name, Parameter Value, Tensor Mean, Tensor Variance)> _parameters = [];

    public AdamState(nn.Module network)
    {
        foreach ((string name, Parameter parameter) in network.named_parameters())
        {
            if (parameter.requires_grad) _parameters.Add((name, parameter, zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope()));
        }
    }

    public int Steps { get; private set; }

    /// <summary>Scales the gradients down to a norm and takes a step; returns the norm before.</summary>
    public double Step(double rate, double clip)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor squares = zeros(1);
        foreach ((_, Parameter value, _, _) in _parameters)
        {
            if (value.grad is { } gradient) squares = squares + gradient.square().sum().cpu();
        }

        double norm = Math.Sqrt(squares.item<float>()), scale = norm > clip ? clip / (norm + 1e-6) : 1;
        if (!double.IsFinite(norm)) return norm;
        Steps++;
        double correction1 = 1 - Math.Pow(Beta1, Steps), correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        foreach ((_, Parameter value, Tensor mean, Tensor variance) in _parameters)
        {
            if (value.grad is not { } gradient) continue;
            using DisposeScope inner = NewDisposeScope();
            Tensor g = gradient * scale;
            mean.mul_(Beta1).add_(g * (1 - Beta1));
            variance.mul_(Beta2).add_(g.square() * (1 - Beta2));
            value.sub_(mean / (variance.sqrt() / correction2 + Epsilon) * (rate / correction1));
        }

        return norm;
    }

    public void ClearGradients()
    {
        foreach ((_, Parameter value, _, _) in _parameters) value.grad?.zero_();
    }

    public IEnumerable<KeyValuePair<string, WeightTensor>> Save()
    {
        foreach ((string name, _, Tensor mean, Tensor variance) in _parameters)
        {
            yield return new(First + name, Stored(mean));
            yield return new(Second + name, Stored(variance));
        }
    }

    public void Load(IReadOnlyDictionary<string, WeightTensor> tensors, int steps)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, _, Tensor mean, Tensor variance) in _parameters)
        {
            mean.copy_(tensor(tensors[First + name].ToSingle(), mean.shape));
            variance.copy_(tensor(tensors[Second + name].ToSingle(), variance.shape));
        }

        Steps = steps;
    }

    public void Dispose()
    {
        foreach ((_, _, Tensor mean, Tensor variance) in _parameters)
        {
            mean.Dispose();
            variance.Dispose();
        }
    }

    private static WeightTensor Stored(Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        return WeightTensor.FromSingle(value.shape, value.cpu().contiguous().data<float>().ToArray());
    }
}
