namespace Thca.Clinical.Imputation;

/// <summary>One regression of an iterative imputer.</summary>
/// <param name="Target">Column that is predicted.</param>
/// <param name="Coefficients">One per other column, in column order.</param>
/// <param name="Intercept">The intercept.</param>
public sealed record IterativeStep(int Target, IReadOnlyList<double> Coefficients, double Intercept);
