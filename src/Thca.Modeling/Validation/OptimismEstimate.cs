namespace Thca.Modeling.Validation;

/// <summary>One metric with its optimism from bootstrap repetitions of the whole development.</summary>
/// <param name="Metric">Key of the metric.</param>
/// <param name="Apparent">On the patients developed on.</param>
/// <param name="OutOfBag">On patients a repetition did not draw.</param>
/// <param name="Plus632">Efron and Tibshirani's .632+ estimate.</param>
/// <param name="Optimism">Harrell's optimism: mean over repetitions of the value on the sample minus the value on all patients.</param>
/// <param name="Corrected">Apparent minus optimism.</param>
public sealed record OptimismEstimate(string Metric, double Apparent, double OutOfBag, double Plus632, double Optimism, double Corrected);
