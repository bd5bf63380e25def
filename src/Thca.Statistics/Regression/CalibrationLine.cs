namespace Thca.Statistics.Regression;

/// <summary>How predicted risks relate to outcomes in data they were not learnt from (Cox, 1958).</summary>
/// <param name="Slope">Coefficient of the linear predictor in logit(y) = a + s·lp; ideal 1.</param>
/// <param name="Intercept">Calibration in the large: the intercept with the linear predictor as offset; ideal 0.</param>
public sealed record CalibrationLine(CoefficientResult Slope, CoefficientResult Intercept)
{
    /// <summary>Fits slope and calibration in the large by maximum likelihood with Wald intervals.</summary>
    /// <param name="outcome">0 or 1 per observation.</param>
    /// <param name="linearPredictor">Log odds predicted for every observation, finite.</param>
    public static CalibrationLine Fit(ReadOnlySpan<double> outcome, double[] linearPredictor)
    {
        var options = new LogisticOptions { Estimator = LogisticEstimator.MaximumLikelihood, Interval = IntervalMethod.Wald };
        LogisticFit slope = LogisticRegression.Fit(DesignMatrix.Create(outcome.Length, [("lp", linearPredictor)]), outcome, options);
        LogisticFit large = LogisticRegression.Fit(DesignMatrix.Create(outcome.Length, []), outcome, options, linearPredictor);
        return new CalibrationLine(LogisticInference.Coefficient(slope, 1), LogisticInference.Coefficient(large, 0));
    }
}
