namespace Thca.Modeling.Metrics;

/// <summary>What stands for a metric whose denominator is 0.</summary>
public enum UndefinedValues
{
    /// <summary>NaN: written as an empty cell or null; never wins a ranking.</summary>
    Undefined,

    /// <summary>The published script's substitutes, e.g. a likelihood ratio of 0 or infinity; only for protocol Reference.</summary>
    Published,
}
