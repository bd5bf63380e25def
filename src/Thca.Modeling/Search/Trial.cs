namespace Thca.Modeling.Search;

/// <summary>One configuration and what came of it.</summary>
/// <param name="Number">Number, from 0.</param>
/// <param name="Values">Value of every parameter that exists; a categorical one by the position of its choice.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Value">What is maximised; NaN unless complete or pruned.</param>
/// <param name="Message">Why it failed; empty otherwise.</param>
public sealed record Trial(int Number, IReadOnlyDictionary<string, double> Values, TrialState State, double Value, string Message = "")
{
    /// <summary>Last step a pruned trial reported, from 0.</summary>
    /// <value>0 for every other trial.</value>
    public int LastStep { get; init; }

    /// <summary>Value of an integer parameter.</summary>
    public int Integer(string name) => (int)Values[name];

    /// <summary>Choice of a categorical parameter.</summary>
    public string Choice(SearchSpace space, string name) => space[name].Choices[(int)Values[name]];
}
