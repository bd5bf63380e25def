using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Thca.Segmentation.Training;

/// <summary>
/// Changes weights in place after a backward pass. Parameters without gradient are left alone, weight decay included. All its memory is in named
/// tensors, so that it can be stored and go on to the same next step.
/// </summary>
internal abstract class WeightOptimizer : IDisposable
{
    private readonly Dictionary<string, Tensor> _state = new(StringComparer.Ordinal);

    protected WeightOptimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, params string[] slots)
    {
        Parameters = [.. parameters];
        using IDisposable scope = NewDisposeScope();
        foreach ((string name, Parameter parameter) in Parameters)
        {
            foreach (string slot in slots) _state[$"{slot}.{name}"] = zeros_like(parameter.detach()).DetachFromDisposeScope();
        }
    }

    public IReadOnlyList<(string Name, Parameter Parameter)> Parameters { get; }

    /// <summary>Steps taken so far.</summary>
    public long Steps { get; set; }

    /// <summary>Memory by name: slot, then the parameter's name.</summary>
    public IReadOnlyDictionary<string, Tensor> State => _state;

    public static WeightOptimizer Create(nn.Module network, SegmentationTrainingOptions options)
    {
        IEnumerable<(string, Parameter)> parameters = network.named_parameters();
        return options.Optimizer == OptimizerKind.AdamW
            ? new AdamW(parameters, options.WeightDecay)
            : new SgdNesterov(parameters, options.Momentum, options.WeightDecay);
    }

    /// <summary>One step with the gradients that the parameters hold.</summary>
    public void Step(double rate)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Steps++;
        foreach ((string name, Parameter parameter) in Parameters)
        {
            if (parameter.grad is { } gradient) Update(name, parameter, gradient, rate);
        }
    }

    /// <summary>Scales all gradients so that their common norm is at most a limit.</summary>
    /// <returns>The norm before.</returns>
    public double Clip(double limit)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor[] gradients = [.. Parameters.Select(p => p.Parameter.grad).OfType<Tensor>()];
        double norm = stack(gradients.Select(g => g.norm())).norm().item<float>(), factor = limit / (norm + 1e-6);
        if (factor < 1)
        {
            foreach (Tensor gradient in gradients) gradient.mul_(factor);
        }

        return norm;
    }

    /// <summary>Drops the gradients.</summary>
    public void ZeroGradients()
    {
        foreach ((_, Parameter parameter) in Parameters) parameter.grad = null;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _state.Values) tensor.Dispose();
        _state.Clear();
    }

    protected abstract void Update(string name, Parameter parameter, Tensor gradient, double rate);

    internal sealed class SgdNesterov(IEnumerable<(string, Parameter)> parameters, double momentum, double decay) : WeightOptimizer(parameters, "momentum")
    {
        protected override void Update(string name, Parameter parameter, Tensor gradient, double rate)
        {
            Tensor direction = decay == 0 ? gradient : gradient.add(parameter, alpha: decay), velocity = State["momentum." + name];
            velocity.mul_(momentum).add_(direction);
            parameter.add_(direction.add(velocity, alpha: momentum), alpha: -rate);
        }
    }

    internal sealed class AdamW(IEnumerable<(string, Parameter)> parameters, double decay) : WeightOptimizer(parameters, "mean", "square")
    {
        private const double Beta1 = 0.9;
        private const double Beta2 = 0.999;
        private const double Epsilon = 1e-8;

        protected override void Update(string name, Parameter parameter, Tensor gradient, double rate)
        {
            Tensor mean = State["mean." + name], square = State["square." + name];
            if (decay != 0) parameter.mul_(1 - rate * decay);
            mean.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            square.mul_(Beta2).addcmul_(gradient, gradient, value: 1 - Beta2);
            Tensor denominator = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(Beta2, Steps))).add_(Epsilon);
            parameter.addcdiv_(mean, denominator, -rate / (1 - Math.Pow(Beta1, Steps)));
        }
    }
}
