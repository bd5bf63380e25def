using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Torch.Weights;

/// <summary>Moves weights between files and networks, by name.</summary>
public static class StateDict
{
    /// <summary>Compares stored weights with a network.</summary>
    public static StateDictReport Compare(nn.Module network, IReadOnlyDictionary<string, WeightTensor> weights)
    {
        Dictionary<string, Tensor> expected = network.state_dict();
        return new StateDictReport(
            [.. expected.Keys.Where(n => !weights.ContainsKey(n))],
            [.. weights.Keys.Where(n => !expected.ContainsKey(n))],
            [.. expected.Where(e => weights.TryGetValue(e.Key, out WeightTensor? w) && !w.Shape.SequenceEqual(e.Value.shape))
                .Select(e => $"{e.Key} [{string.Join(',', weights[e.Key].Shape)}] instead of [{string.Join(',', e.Value.shape)}]")]);
    }

    /// <summary>Loads weights that fit exactly.</summary>
    /// <param name="network">The network.</param>
    /// <param name="weights">Weights by name.</param>
    /// <param name="remedy">What the user can do where they do not fit: this class does not know where they come from.</param>
    /// <exception cref="DataFormatException">A name or shape differs; nothing was changed.</exception>
    public static void Load(nn.Module network, IReadOnlyDictionary<string, WeightTensor> weights, string remedy = "Give weights of this network.")
    {
        Compare(network, weights).EnsureFits(remedy);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, Tensor target) in network.state_dict())
        {
            WeightTensor source = weights[name];
            target.copy_(tensor(source.ToSingle(), [.. source.Shape]));
        }
    }

    /// <summary>A copy of a network's weights, in single precision.</summary>
    public static IReadOnlyDictionary<string, WeightTensor> Save(nn.Module network)
    {
        using DisposeScope scope = NewDisposeScope();
        return network.state_dict().ToDictionary(
            e => e.Key,
            e => WeightTensor.FromSingle(e.Value.shape, e.Value.detach().cpu().to_type(ScalarType.Float32).contiguous().data<float>().ToArray()),
            StringComparer.Ordinal);
    }

    /// <summary>Renames weights and folds names that mean the same tensor; folded tensors must be equal bit by bit.</summary>
    /// <param name="weights">Weights under any names.</param>
    /// <param name="canonical">The one name a given name stands for.</param>
    /// <exception cref="DataFormatException">Two names of one tensor hold different values: the file is damaged.</exception>
    public static IReadOnlyDictionary<string, WeightTensor> Canonical(IReadOnlyDictionary<string, WeightTensor> weights, Func<string, string> canonical)
    {
        var result = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        foreach ((string name, WeightTensor tensor) in weights)
        {
            string target = canonical(name);
            if (!result.TryAdd(target, tensor) && !result[target].Data.Span.SequenceEqual(tensor.Data.Span))
                throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' and '{target}' are one tensor but hold different values."), "Copy the file again.", ProblemCodes.ModelInvalid);
        }

        return result;
    }
}
