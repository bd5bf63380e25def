namespace Thca.Statistics.Clustering;

/// <summary>A fitted <see cref="UnivariateMixture"/>.</summary>
/// <param name="Weights">Share of every component; they sum to 1.</param>
/// <param name="Means">Mean of every component, in units of the data.</param>
/// <param name="Variances">Variance of every component, floor included.</param>
/// <param name="LogLikelihood">Total log-likelihood of the data under the fit.</param>
/// <param name="LowerBound">Mean log-likelihood before the last update, by which starts are compared.</param>
/// <param name="Iterations">Rounds of the start that was kept.</param>
/// <param name="Converged">Whether any start converged.</param>
/// <param name="Count">Number of values.</param>
public sealed record MixtureFit(
    double[] Weights, double[] Means, double[] Variances, double LogLikelihood, double LowerBound, int Iterations, bool Converged, int Count)
{
    /// <summary>Number of components.</summary>
    public int Components => Means.Length;

    /// <summary>Bayesian information criterion, -2 L + (3 k - 1) ln m; smaller is better.</summary>
    public double Bic => -2 * LogLikelihood + (3 * Components - 1) * Math.Log(Count);

    /// <summary>Akaike information criterion, -2 L + 2 (3 k - 1).</summary>
    public double Aic => -2 * LogLikelihood + 2 * (3 * Components - 1);
}
