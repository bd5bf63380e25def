namespace Thca.Modeling.Runtime.Scoring;

/// <summary>One step of a waterfall from the base value to the margin.</summary>
/// <param name="Feature">Feature name; "other features" for the pooled rest.</param>
/// <param name="Value">Value the trees saw; NaN when missing or pooled.</param>
/// <param name="Contribution">Contribution, log-odds.</param>
/// <param name="MarginAfter">Sum of the base value and the contributions so far, log-odds.</param>
/// <param name="ProbabilityAfter">Calibrated probability of that partial sum; not additive.</param>
public sealed record WaterfallStep(string Feature, double Value, double Contribution, double MarginAfter, double ProbabilityAfter);
