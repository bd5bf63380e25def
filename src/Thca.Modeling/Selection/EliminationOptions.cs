using Thca.Core.Errors;
using Thca.Modeling.LightGbm;

namespace Thca.Modeling.Selection;

/// <summary>How features are eliminated recursively.</summary>
public sealed record EliminationOptions
{
    /// <summary>The estimator whose importances decide.</summary>
    /// <value>200 trees of depth 6 with up to 63 leaves and learning rate 0.1</value>
    public LightGbmOptions Boosting { get; init; } = LightGbmOptions.LibraryDefaults with { Trees = 200, MaxDepth = 6, Leaves = 63 };

    /// <summary>The importance.</summary>
    /// <value><see cref="ImportanceKind.Gain"/></value>
    public ImportanceKind Importance { get; init; } = ImportanceKind.Gain;

    /// <summary>Fewest features left.</summary>
    /// <value>1</value>
    public int Minimum { get; init; } = 1;

    /// <summary>The minimum of the published script for a combination with so many candidate features.</summary>
    public static int PublishedMinimum(string combination, int features) =>
        combination.Contains("Clinical", StringComparison.Ordinal) ? Math.Max(3, (int)(0.20 * features))
        : combination.Contains("All", StringComparison.Ordinal) ? Math.Max(10, (int)(0.15 * features))
        : Math.Max(5, (int)(0.15 * features));

    /// <summary>Features removed at once: 10 above 100, 5 above 50, 2 above 20, else 1.</summary>
    public static int Step(int features) => features > 100 ? 10 : features > 50 ? 5 : features > 20 ? 2 : 1;

    /// <summary>Throws with every setting that is out of range.</summary>
    /// <exception cref="OptionsException">At least one is.</exception>
    public void Validate()
    {
        Boosting.Validate();
        if (Minimum < 1) throw new OptionsException([FormattableString.Invariant($"{nameof(EliminationOptions)}.{nameof(Minimum)} is {Minimum}; allowed: at least 1.")]);
    }
}
