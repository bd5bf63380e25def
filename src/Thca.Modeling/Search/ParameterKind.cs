namespace Thca.Modeling.Search;

/// <summary>Kind of a parameter.</summary>
public enum ParameterKind
{
    /// <summary>Real number.</summary>
    Float,

    /// <summary>Integer.</summary>
    Integer,

    /// <summary>One of some choices, held as its position.</summary>
    Categorical,
}
