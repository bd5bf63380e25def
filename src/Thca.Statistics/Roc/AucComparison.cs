namespace Thca.Statistics.Roc;

/// <summary>Two areas under the ROC curve compared.</summary>
/// <param name="First">First area.</param>
/// <param name="Second">Second area.</param>
/// <param name="Covariance">Covariance of the two areas; 0 for independent patients.</param>
/// <param name="Difference">First minus second.</param>
/// <param name="Lower">Lower 95 % limit of the difference.</param>
/// <param name="Upper">Upper 95 % limit of the difference.</param>
/// <param name="Z">Difference over its standard error; NaN when the standard error is 0.</param>
/// <param name="P">Two-sided p-value; 1 when difference and standard error are 0.</param>
public sealed record AucComparison(
    AucEstimate First, AucEstimate Second, double Covariance, double Difference, double Lower, double Upper, double Z, double P);
