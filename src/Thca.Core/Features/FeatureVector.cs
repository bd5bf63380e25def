namespace Thca.Core.Features;

/// <summary>The features of one region, in a fixed order. Immutable.</summary>
public sealed class FeatureVector
{
    private readonly Dictionary<string, int> _index;

    /// <summary>Creates a vector.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public FeatureVector(IReadOnlyList<FeatureValue> values, IReadOnlyList<KeyValuePair<string, string>>? diagnostics = null)
    {
        Values = values;
        Diagnostics = diagnostics ?? [];
        _index = new Dictionary<string, int>(values.Count, StringComparer.Ordinal);
        for (int i = 0; i < values.Count; i++)
        {
            if (!_index.TryAdd(values[i].Name, i)) throw new ArgumentException($"Feature {values[i].Name} occurs twice.", nameof(values));
        }
    }

    /// <summary>All features in order.</summary>
    public IReadOnlyList<FeatureValue> Values { get; }

    /// <summary>Facts about the extraction (settings, image and mask summary), name to text, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Diagnostics { get; }

    /// <summary>Number of features.</summary>
    public int Count => Values.Count;

    /// <summary>The number of one feature, by short name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such feature.</exception>
    public double this[string name] => _index.TryGetValue(name, out int i)
        ? Values[i].Value
        : throw new KeyNotFoundException($"There is no feature named '{name}' among {Count}; names look like '{(Count > 0 ? Values[0].Name : "glcm_Contrast")}'.");

    /// <summary>Whether a feature is present.</summary>
    public bool Contains(string name) => _index.ContainsKey(name);
}
