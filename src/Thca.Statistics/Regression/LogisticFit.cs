namespace Thca.Statistics.Regression;

/// <summary>A fitted logistic regression.</summary>
public sealed record LogisticFit
{
    /// <summary>The predictors that were used, aliased columns removed.</summary>
    public required DesignMatrix Design { get; init; }

    /// <summary>The outcomes, 0 or 1.</summary>
    public required IReadOnlyList<double> Outcome { get; init; }

    /// <summary>The estimator that was used; never automatic.</summary>
    public required LogisticEstimator Estimator { get; init; }

    /// <summary>Log odds ratio per unit of every column of <see cref="Design"/>.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>Covariance of the coefficients, the inverse information; NaN where the information is singular.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Log-likelihood at the estimate.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Log-likelihood plus half the log determinant of the information, what Firth's estimate maximises; NaN for maximum likelihood.</summary>
    public required double PenalizedLogLikelihood { get; init; }

    /// <summary>Log-likelihood of the model with the intercept alone (or, without one, of probability one half).</summary>
    public required double NullLogLikelihood { get; init; }

    /// <summary>Fitted probability of every observation.</summary>
    public required IReadOnlyList<double> Fitted { get; init; }

    /// <summary>Hat value of every observation in the weighted regression.</summary>
    public required IReadOnlyList<double> Leverage { get; init; }

    /// <summary>Iterations taken.</summary>
    public required int Iterations { get; init; }

    /// <summary>Whether the iterations converged. False for maximum likelihood under separation, whose coefficients mean nothing.</summary>
    public required bool Converged { get; init; }

    /// <summary>Columns removed because they are linear combinations of earlier ones.</summary>
    public required IReadOnlyList<string> Aliased { get; init; }

    /// <summary>Whether the outcomes are separated.</summary>
    public required SeparationReport Separation { get; init; }

    /// <summary>Remarks on the fit: SEPARATION, SPARSE, ALIASED, NOT_CONVERGED.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The settings of the fit.</summary>
    public required LogisticOptions Options { get; init; }

    internal double[]? Offset { get; init; }

    /// <summary>Number of observations.</summary>
    public int Count => Outcome.Count;

    /// <summary>Number of events.</summary>
    public int Events => (int)Outcome.Sum();

    /// <summary>Standard error of one coefficient.</summary>
    public double StandardError(int column) => Math.Sqrt(Covariance[column, column]);

    /// <summary>Akaike's criterion, -2l + 2k.</summary>
    public double Aic => -2 * LogLikelihood + 2 * Coefficients.Count;

    /// <summary>The Bayesian criterion, -2l + k ln n.</summary>
    public double Bic => -2 * LogLikelihood + Coefficients.Count * Math.Log(Count);

    /// <summary>The linear predictor of new observations with the same columns.</summary>
    /// <exception cref="ArgumentException">The columns differ.</exception>
    public double[] LinearPredictor(DesignMatrix design)
    {
        DesignMatrix part = Aliased.Count == 0 ? design : design.SelectColumns([.. Design.Names.Select(design.IndexOf)]);
        if (!part.Names.SequenceEqual(Design.Names)) throw new ArgumentException($"The model has the columns {string.Join(", ", Design.Names)}.", nameof(design));
        return part.Multiply([.. Coefficients]);
    }
}
