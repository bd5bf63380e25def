namespace Thca.Torch.Pickle;

/// <summary>A dictionary of a pickle, in insertion order. Keys are text, numbers or tuples; later entries replace earlier ones.</summary>
internal sealed class PickleMap
{
    private readonly Dictionary<object, int> _index = [];
    private readonly List<KeyValuePair<object, object?>> _entries = [];

    public IReadOnlyList<KeyValuePair<object, object?>> Entries => _entries;

    public void Set(object key, object? value)
    {
        // Containers as keys would be compared by reference; they never occur in weights.
        var entry = new KeyValuePair<object, object?>(key, value);
        if (_index.TryGetValue(key, out int at))
        {
            _entries[at] = entry;
            return;
        }

        _index[key] = _entries.Count;
        _entries.Add(entry);
    }

    public bool TryGet(object key, out object? value)
    {
        bool found = _index.TryGetValue(key, out int at);
        value = found ? _entries[at].Value : null;
        return found;
    }
}
