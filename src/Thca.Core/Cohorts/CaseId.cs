namespace Thca.Core.Cohorts;

/// <summary>Identifies a case. Text exactly as in its source: leading zeros are kept, it is never read as a number.</summary>
/// <param name="Value">The text, not empty.</param>
public readonly record struct CaseId(string Value) : IComparable<CaseId>
{
    /// <summary>The text; empty for the default value.</summary>
    public string Value { get; } = string.IsNullOrWhiteSpace(Value)
        ? throw new ArgumentException("An identifier must not be empty.", nameof(Value))
        : Value;

    /// <summary>Ordinal order of the text.</summary>
    public int CompareTo(CaseId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Whether the left comes first in ordinal order.</summary>
    public static bool operator <(CaseId left, CaseId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left comes last in ordinal order.</summary>
    public static bool operator >(CaseId left, CaseId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left does not come last in ordinal order.</summary>
    public static bool operator <=(CaseId left, CaseId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left does not come first in ordinal order.</summary>
    public static bool operator >=(CaseId left, CaseId right) => left.CompareTo(right) >= 0;

    /// <summary>The text.</summary>
    public override string ToString() => Value ?? "";
}
