namespace Thca.Modeling.Search;

/// <summary>An ordered list of parameters; the order is that of suggestion.</summary>
public sealed class SearchSpace
{
    private readonly Dictionary<string, SearchParameter> _byName;

    /// <summary>Creates a space.</summary>
    /// <exception cref="ArgumentException">A name repeats, or a parameter depends on one that does not stand before it.</exception>
    public SearchSpace(params IReadOnlyList<SearchParameter> parameters)
    {
        Parameters = parameters;
        _byName = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        foreach (SearchParameter parameter in parameters)
        {
            if (parameter.Parent is { } parent && (!_byName.TryGetValue(parent, out SearchParameter? known) || known.Kind != ParameterKind.Categorical))
                throw new ArgumentException($"Parameter '{parameter.Name}' depends on '{parent}', which is not an earlier categorical parameter.", nameof(parameters));
            if (!_byName.TryAdd(parameter.Name, parameter)) throw new ArgumentException($"Parameter '{parameter.Name}' occurs twice.", nameof(parameters));
        }

        Groups = [.. Enumerable.Range(0, parameters.Count).GroupBy(i => Condition(parameters[i]), StringComparer.Ordinal).Select(g => g.ToArray())];
    }

    /// <summary>The parameters in order.</summary>
    public IReadOnlyList<SearchParameter> Parameters { get; }

    /// <summary>Positions of the parameters that exist under the same condition, so that a trial has all of a group or none; in order of their first members.</summary>
    internal IReadOnlyList<int[]> Groups { get; }

    /// <summary>A parameter by name.</summary>
    public SearchParameter this[string name] => _byName[name];

    private static string Condition(SearchParameter parameter) =>
        parameter.Parent is null ? "" : string.Join('\0', parameter.ParentChoices.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(parameter.Parent));
}
