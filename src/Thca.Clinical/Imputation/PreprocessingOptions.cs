using Thca.Core.Errors;

namespace Thca.Clinical.Imputation;

/// <summary>Settings of the preprocessing that prepares a clinical table for prediction models.</summary>
public sealed record PreprocessingOptions
{
    /// <summary>Share of missing training values above which (strictly) a column is dropped.</summary>
    /// <value>0.30.</value>
    public double MissingDropThreshold { get; init; } = 0.30;

    /// <summary>Columns that are never dropped.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> ForceKeep { get; init; } = [];

    /// <summary>What is done with outliers. Counts, columns whose quartiles coincide and columns with more than 25 % equal values are never capped.</summary>
    /// <value>Flag only.</value>
    public OutlierMethod Outliers { get; init; } = OutlierMethod.FlagOnly;

    /// <summary>Interquartile ranges beyond the quartiles at which values are outlying.</summary>
    /// <value>1.5.</value>
    public double IqrMultiplier { get; init; } = 1.5;

    /// <summary>Lower percentile limit, as a share.</summary>
    /// <value>0.01.</value>
    public double LowerPercentile { get; init; } = 0.01;

    /// <summary>Upper percentile limit, as a share.</summary>
    /// <value>0.99.</value>
    public double UpperPercentile { get; init; } = 0.99;

    /// <summary>Settings of the imputation of numbers.</summary>
    /// <value>Standardised, bounded.</value>
    public IterativeImputerOptions Imputer { get; init; } = new();

    /// <summary>Reports every setting outside its range at once.</summary>
    /// <exception cref="OptionsException">A setting is outside its range.</exception>
    public void Validate()
    {
        List<string> problems = [];
        if (MissingDropThreshold is not (>= 0 and <= 1)) problems.Add(FormattableString.Invariant($"MissingDropThreshold is {MissingDropThreshold}, expected 0 to 1."));
        if (!(IqrMultiplier > 0)) problems.Add(FormattableString.Invariant($"IqrMultiplier is {IqrMultiplier}, expected above 0."));
        if (!(LowerPercentile >= 0 && LowerPercentile < UpperPercentile && UpperPercentile <= 1))
            problems.Add(FormattableString.Invariant($"Percentiles are {LowerPercentile} and {UpperPercentile}, expected 0 to 1 in ascending order."));
        OptionsException.ThrowIfAny(problems);
        Imputer.Validate();
    }
}
