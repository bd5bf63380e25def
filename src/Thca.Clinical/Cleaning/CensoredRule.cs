namespace Thca.Clinical.Cleaning;

/// <summary>What stands for a value known only to lie beyond a limit.</summary>
public enum CensoredRule
{
    /// <summary>The limit divided by the square root of 2 (for values below it; above it the limit).</summary>
    LimitOverRootTwo,

    /// <summary>The limit.</summary>
    Limit,

    /// <summary>Half the limit (for values below it; above it the limit).</summary>
    HalfLimit,

    /// <summary>Missing.</summary>
    Missing,
}
