namespace Thca.Clinical.Schemas;

/// <summary>Definition of one clinical column.</summary>
public sealed record ClinicalColumn
{
    /// <summary>Name in all outputs.</summary>
    public required string Name { get; init; }

    /// <summary>What the column measures.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Name of the column in the input.</summary>
    /// <value>Null: the same as <see cref="Name"/>.</value>
    public string? Source { get; init; }

    /// <summary>Other names under which the input may hold it.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Text for display tables.</summary>
    /// <value>Empty: the name with blanks for underscores.</value>
    public string Label { get; init; } = "";

    /// <summary>Unit of measurement.</summary>
    /// <value>Empty: none or unknown.</value>
    public string Unit { get; init; } = "";

    /// <summary>Smallest plausible value; smaller ones are flagged, never changed.</summary>
    /// <value>Minus infinity.</value>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest plausible value; larger ones are flagged, never changed.</summary>
    /// <value>Infinity.</value>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Levels of a categorical column in order.</summary>
    /// <value>None.</value>
    public IReadOnlyList<ColumnLevel> Levels { get; init; } = [];

    /// <summary>Label of the level that odds ratios compare with.</summary>
    /// <value>Null: the first level.</value>
    public string? Reference { get; init; }

    /// <summary>Number of units one odds ratio stands for.</summary>
    /// <value>1.</value>
    public double Per { get; init; } = 1;

    /// <summary>Whether one odds ratio stands for one standard deviation of the training cohort; then <see cref="Per"/> counts those.</summary>
    /// <value>false.</value>
    public bool PerStandardDeviation { get; init; }

    /// <summary>Scale on which the column is imputed and modelled.</summary>
    /// <value>None.</value>
    public ColumnTransform Transform { get; init; }

    /// <summary>Whether the values count as normally distributed: mean and SD, t tests.</summary>
    /// <value>false: median and quartiles, rank tests.</value>
    public bool Normal { get; init; }

    /// <summary>Whether the column holds numbers (and not levels).</summary>
    public bool IsNumeric => Kind is ColumnKind.Continuous or ColumnKind.Count or ColumnKind.Derived;

    /// <summary>Text for display tables.</summary>
    public string DisplayLabel => Label.Length > 0 ? Label : Name.Replace('_', ' ');

    /// <summary>Position of the reference level.</summary>
    public int ReferenceIndex
    {
        get
        {
            for (int i = 0; i < Levels.Count; i++) if (Levels[i].Label == Reference) return i;
            return 0;
        }
    }
}
