namespace Thca.Statistics.Regression;

/// <summary>Inference for one coefficient of a logistic regression.</summary>
public sealed record CoefficientResult
{
    /// <summary>Name of the column.</summary>
    public required string Name { get; init; }

    /// <summary>Log odds ratio per unit.</summary>
    public required double Estimate { get; init; }

    /// <summary>Its standard error from the information.</summary>
    public required double StandardError { get; init; }

    /// <summary>Lower limit of the interval of the log odds ratio; minus infinity when the data set none.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper limit of the interval of the log odds ratio; infinity when the data set none.</summary>
    public required double Upper { get; init; }

    /// <summary>How the interval was computed; never automatic.</summary>
    public required IntervalMethod Interval { get; init; }

    /// <summary>Two-sided Wald p-value.</summary>
    public required double PWald { get; init; }

    /// <summary>The p-value that belongs to the estimator: Wald for maximum likelihood, penalised likelihood ratio for Firth's estimate.</summary>
    public required double PValue { get; init; }

    /// <summary>Estimate over standard error.</summary>
    public double Z => Estimate / StandardError;

    /// <summary>Odds ratio per unit.</summary>
    public double OddsRatio => Math.Exp(Estimate);

    /// <summary>Lower limit of the odds ratio.</summary>
    public double OddsRatioLower => Math.Exp(Lower);

    /// <summary>Upper limit of the odds ratio.</summary>
    public double OddsRatioUpper => Math.Exp(Upper);
}
