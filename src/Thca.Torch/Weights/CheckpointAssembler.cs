using System.Globalization;
using Thca.Torch.Pickle;

namespace Thca.Torch.Weights;

/// <summary>Turns the object of a checkpoint's pickle into tensors, aliases and settings.</summary>
internal static class CheckpointAssembler
{
    private const string NetworkWeights = "network_weights";

    public static CheckpointContent Assemble(object? root, CheckpointReadOptions options)
    {
        if (root is not PickleMap map) throw PickleConstructors.Refuse("its object is not a dictionary of weights");
        var settings = new SettingsWalk(options);
        PickleMap weights = map;
        if (map.TryGet(NetworkWeights, out object? inner) || map.TryGet("state_dict", out inner) || map.TryGet("desc", out inner))
        {
            weights = inner as PickleMap ?? throw PickleConstructors.Refuse("its weights are not a dictionary");
            foreach ((object key, object? value) in map.Entries)
            {
                if (!ReferenceEquals(value, weights)) settings.Add(Convert.ToString(key, CultureInfo.InvariantCulture) ?? "", value);
            }
        }

        return Tensors(weights) with { Settings = settings.Settings, Unread = [.. settings.Unread] };
    }

    private static CheckpointContent Tensors(PickleMap weights)
    {
        var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
        var names = new List<string>();
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var first = new Dictionary<(PickleStorage, long, string), string>();
        foreach ((object key, object? value) in weights.Entries)
        {
            if (key is not string name || value is not PickleTensor tensor)
                throw PickleConstructors.Refuse($"the weights hold '{key}' which is no tensor but {(value is PickleOpaque opaque ? opaque.Global.ToString() : value?.GetType().Name ?? "None")}");
            var view = (tensor.Storage, tensor.Offset, string.Join(',', tensor.Shape) + "|" + string.Join(',', tensor.Strides));
            if (first.TryGetValue(view, out string? original))
            {
                aliases[name] = original;
                tensors[name] = tensors[original];
            }
            else
            {
                first[view] = name;
                tensors[name] = Contiguous(tensor);
            }

            names.Add(name);
        }

        if (names.Count == 0) throw PickleConstructors.Refuse("it holds no weights");
        return new CheckpointContent { Tensors = tensors, Names = names, Aliases = aliases, Settings = new Dictionary<string, string>(), Unread = [] };
    }

    private static WeightTensor Contiguous(PickleTensor tensor)
    {
        int size = tensor.Storage.Type.ElementSize();
        long count = WeightTensor.ElementCount(tensor.Shape);
        if (IsContiguous(tensor)) return new WeightTensor(tensor.Storage.Type, tensor.Shape, tensor.Storage.Data.Slice((int)(tensor.Offset * size), (int)(count * size)));
        var bytes = new byte[count * size];
        var index = new long[tensor.Shape.Length];
        for (long i = 0; i < count; i++)
        {
            long at = tensor.Offset;
            for (int axis = 0; axis < index.Length; axis++) at += index[axis] * tensor.Strides[axis];
            tensor.Storage.Data.Span.Slice((int)(at * size), size).CopyTo(bytes.AsSpan((int)(i * size)));
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == tensor.Shape[axis]; axis--) index[axis] = 0;
        }

        return new WeightTensor(tensor.Storage.Type, tensor.Shape, bytes);
    }

    private static bool IsContiguous(PickleTensor tensor)
    {
        long expected = 1;
        for (int axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            if (tensor.Shape[axis] != 1 && tensor.Strides[axis] != expected) return false;
            expected *= tensor.Shape[axis];
        }

        return true;
    }
}
