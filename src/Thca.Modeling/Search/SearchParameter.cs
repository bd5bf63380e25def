namespace Thca.Modeling.Search;

/// <summary>One dimension of a search space. A conditional parameter exists only when an earlier categorical one has certain choices.</summary>
public sealed record SearchParameter
{
    private SearchParameter(string name, ParameterKind kind, double low, double high, bool log, IReadOnlyList<string> choices) =>
        (Name, Kind, Low, High, Log, Choices) = (name, kind, low, high, log, choices);

    /// <summary>Unique name.</summary>
    public string Name { get; }

    /// <summary>Kind.</summary>
    public ParameterKind Kind { get; }

    /// <summary>Smallest value.</summary>
    public double Low { get; }

    /// <summary>Largest value; a real parameter stays below it.</summary>
    public double High { get; }

    /// <summary>Whether the logarithm is searched.</summary>
    public bool Log { get; }

    /// <summary>Choices of a categorical parameter.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>Name of the categorical parameter this one depends on; null when it always exists.</summary>
    public string? Parent { get; private init; }

    /// <summary>Choices of the parent with which this one exists.</summary>
    public IReadOnlyList<string> ParentChoices { get; private init; } = [];

    /// <summary>Whether there is one value only.</summary>
    internal bool IsFixed => Low == High;

    /// <summary>A real parameter in [low, high).</summary>
    public static SearchParameter Float(string name, double low, double high, bool log = false)
    {
        if (!(low <= high) || (log && !(low > 0)) || !double.IsFinite(high)) throw new ArgumentException(FormattableString.Invariant($"Parameter '{name}' has the range {low} to {high}{(log ? " on a logarithmic scale" : "")}."), nameof(low));
        return new SearchParameter(name, ParameterKind.Float, low, high, log, []);
    }

    /// <summary>An integer parameter in [low, high].</summary>
    public static SearchParameter Integer(string name, int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        return new SearchParameter(name, ParameterKind.Integer, low, high, false, []);
    }

    /// <summary>A categorical parameter.</summary>
    public static SearchParameter Categorical(string name, params IReadOnlyList<string> choices)
    {
        if (choices.Count == 0) throw new ArgumentException($"Parameter '{name}' has no choices.", nameof(choices));
        return new SearchParameter(name, ParameterKind.Categorical, 0, choices.Count - 1, false, choices);
    }

    /// <summary>The same parameter, existing only with certain choices of an earlier one.</summary>
    public SearchParameter OnlyIf(string parent, params IReadOnlyList<string> choices) => this with { Parent = parent, ParentChoices = choices };

    internal bool Exists(IReadOnlyDictionary<string, double> values, SearchSpace space) =>
        Parent is null || (values.TryGetValue(Parent, out double choice) && ParentChoices.Contains(space[Parent].Choices[(int)choice]));
}
