using System.Globalization;
using Thca.Torch.Pickle;

namespace Thca.Torch.Weights;

/// <summary>Collects what lies beside the weights as plain text. Bounded in depth and in steps, since a pickle may refer to itself.</summary>
internal sealed class SettingsWalk(CheckpointReadOptions limits)
{
    private int _steps;

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Unread { get; } = new(StringComparer.Ordinal);

    public void Add(string path, object? value) => Walk(path, value, 0);

    private void Walk(string path, object? value, int depth)
    {
        if (depth > limits.MaxDepth) throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"settings are nested deeper than {limits.MaxDepth}"));
        if (++_steps > limits.MaxValues) throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"more than {limits.MaxValues} settings"));
        switch (value)
        {
            case PickleMap map:
                foreach ((object key, object? item) in map.Entries) Walk(Join(path, Convert.ToString(key, CultureInfo.InvariantCulture)), item, depth + 1);
                break;
            case List<object?> list:
                WalkItems(path, list, depth);
                break;
            case PickleTuple tuple:
                WalkItems(path, tuple.Items, depth);
                break;
            case PickleOpaque opaque:
                Unread.Add(opaque.Global.ToString());
                break;
            case PickleTensor or PickleStorage or PickleGlobal or PickleDType or byte[]:
                break;
            default:
                Settings[path] = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                break;
        }
    }

    private void WalkItems(string path, IReadOnlyList<object?> items, int depth)
    {
        for (int i = 0; i < items.Count; i++) Walk(Join(path, i.ToString(CultureInfo.InvariantCulture)), items[i], depth + 1);
    }

    private static string Join(string path, string? name) => $"{path}.{name}";
}
