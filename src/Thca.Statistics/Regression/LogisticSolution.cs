namespace Thca.Statistics.Regression;

/// <summary>Where a maximisation of the likelihood ended.</summary>
internal sealed record LogisticSolution
{
    public required double[] Coefficients { get; init; }

    public required double LogLikelihood { get; init; }

    /// <summary>The penalised log-likelihood for Firth's estimate, else the log-likelihood.</summary>
    public required double Objective { get; init; }

    /// <summary>Inverse of the full information, row-major; null when that is singular.</summary>
    public required double[]? Covariance { get; init; }

    public required int Iterations { get; init; }

    public required bool Converged { get; init; }
}
