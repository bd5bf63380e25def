using Thca.Core.Errors;

namespace Thca.Clinical.Cleaning;

/// <summary>Settings of reading a clinical table.</summary>
public sealed record CleaningOptions
{
    /// <summary>Identifier column.</summary>
    /// <value>Null: that of the schema.</value>
    public string? IdColumn { get; init; }

    /// <summary>Outcome column.</summary>
    /// <value>Null: that of the schema, or none.</value>
    public string? Outcome { get; init; }

    /// <summary>Text of the outcome that counts as event.</summary>
    /// <value>Null: 1, M1, Yes or the second level of the schema.</value>
    public string? PositiveLevel { get; init; }

    /// <summary>What stands for a value below a detection limit such as <c>&lt;0.04</c>.</summary>
    /// <value>The limit divided by the square root of 2.</value>
    public CensoredRule BelowLimit { get; init; } = CensoredRule.LimitOverRootTwo;

    /// <summary>What stands for a value above a limit such as <c>&gt;500</c>.</summary>
    /// <value>The limit.</value>
    public CensoredRule AboveLimit { get; init; } = CensoredRule.Limit;

    /// <summary>Whether bare numbers in ordinal columns start at 0 or at 1.</summary>
    /// <value>Null: they start at 1, and a bare 0 is an error.</value>
    public int? OrdinalNumericBase { get; init; }

    /// <summary>Whether columns that the schema does not list are typed by their content and kept.</summary>
    /// <value>true.</value>
    public bool KeepUnlisted { get; init; } = true;

    /// <summary>Most levels of a text column of unknown kind; more is free text, which is left out and reported.</summary>
    /// <value>30.</value>
    public int MaximumInferredLevels { get; init; } = 30;

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (OrdinalNumericBase is not (null or 0 or 1)) problems.Add($"OrdinalNumericBase is {OrdinalNumericBase}, expected 0 or 1.");
        if (MaximumInferredLevels < 2) problems.Add($"MaximumInferredLevels is {MaximumInferredLevels}, expected at least 2.");
        OptionsException.ThrowIfAny(problems);
    }
}
