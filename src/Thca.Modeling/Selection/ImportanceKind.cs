namespace Thca.Modeling.Selection;

/// <summary>What decides which features are eliminated.</summary>
public enum ImportanceKind
{
    /// <summary>Total gain of the splits on a feature.</summary>
    Gain,

    /// <summary>Number of splits on a feature, as published.</summary>
    Splits,
}
