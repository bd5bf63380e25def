namespace Thca.Pathology.GroupAnalysis.Figures;

/// <summary>One line of a forest plot.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="NLow">Patients in the low-risk group.</param>
/// <param name="NHigh">Patients in the high-risk group.</param>
/// <param name="Effect">Signed effect, High minus Low.</param>
/// <param name="Lower">Lower limit; NaN without an interval.</param>
/// <param name="Upper">Upper limit; NaN without an interval.</param>
/// <param name="Adjusted">p after adjustment.</param>
/// <param name="IsPrimary">Whether it is a primary endpoint.</param>
public sealed record ForestPoint(string Feature, int NLow, int NHigh, double Effect, double Lower, double Upper, double Adjusted, bool IsPrimary);
