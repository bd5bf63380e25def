namespace Thca.Clinical.Regression;

/// <summary>One line of a regression table: a number, a level, or a reference level.</summary>
public sealed record RegressionRow
{
    /// <summary>"univariable" or "multivariable".</summary>
    public required string Model { get; init; }

    /// <summary>The variable.</summary>
    public required string Term { get; init; }

    /// <summary>Text for display tables.</summary>
    public required string Label { get; init; }

    /// <summary>The level; empty for numbers.</summary>
    public string Level { get; init; } = "";

    /// <summary>Whether this is the level odds ratios compare with.</summary>
    public bool IsReference { get; init; }

    /// <summary>Complete rows of the model: those of the level for factors, all for numbers.</summary>
    public int Count { get; init; }

    /// <summary>Events among them.</summary>
    public int Events { get; init; }

    /// <summary>Rows left out because a value is missing.</summary>
    public int Missing { get; init; }

    /// <summary>Log odds ratio; NaN when it could not be estimated.</summary>
    public double Beta { get; init; } = double.NaN;

    /// <summary>Its standard error.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>Lower limit of the odds ratio.</summary>
    public double Lower { get; init; } = double.NaN;

    /// <summary>Upper limit of the odds ratio; may be infinite.</summary>
    public double Upper { get; init; } = double.NaN;

    /// <summary>Wald p-value (maximum likelihood), penalised likelihood ratio (Firth), or t of the pooled estimate.</summary>
    public double PValue { get; init; } = double.NaN;

    /// <summary>Wald p-value.</summary>
    public double PWald { get; init; } = double.NaN;

    /// <summary>P-value of the whole term: likelihood ratio, or D1 over imputations.</summary>
    public double PTerm { get; init; } = double.NaN;

    /// <summary>Degrees of freedom of the term.</summary>
    public int TermDegreesOfFreedom { get; init; }

    /// <summary>PTerm adjusted by Benjamini and Hochberg over the univariable terms without the scores.</summary>
    public double PAdjustedBh { get; init; } = double.NaN;

    /// <summary>PTerm adjusted by Holm over the scores.</summary>
    public double PAdjustedHolm { get; init; } = double.NaN;

    /// <summary>Estimator and interval in words, e.g. "ML, Wald".</summary>
    public string Method { get; init; } = "";

    /// <summary>What one odds ratio stands for.</summary>
    public string Scale { get; init; } = "";

    /// <summary>Generalised variance inflation, as GVIF^(1/q) so that it compares with a VIF; NaN outside multivariable models.</summary>
    public double Inflation { get; init; } = double.NaN;

    /// <summary>none, quasi-complete or complete; empty on reference rows.</summary>
    public string Separation { get; init; } = "";

    /// <summary>Whether the iterations converged.</summary>
    public bool Converged { get; init; } = true;

    /// <summary>Remarks: SPARSE, SEPARATION, ALIASED, LOW_EPV, or why there is no estimate.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Odds ratio; 1 for a reference level.</summary>
    public double OddsRatio => IsReference ? 1 : Math.Exp(Beta);
}
