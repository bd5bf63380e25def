namespace Thca.Statistics.DecisionCurves;

/// <summary>Net benefit at one threshold probability.</summary>
/// <param name="Threshold">Threshold probability.</param>
/// <param name="NetBenefit">TP/n - FP/n · t/(1-t) of the model.</param>
/// <param name="Lower">Lower 95 % bootstrap limit; NaN without bootstrap.</param>
/// <param name="Upper">Upper 95 % bootstrap limit; NaN without bootstrap.</param>
/// <param name="TreatAll">Net benefit of treating everybody.</param>
/// <param name="AdvantageLower">Lower 95 % limit of the model's advantage over the better of treat-all and treat-none; NaN without bootstrap.</param>
/// <param name="Standardised">Net benefit over prevalence.</param>
/// <param name="InterventionsAvoided">Interventions avoided per 100 patients against treating everybody.</param>
public sealed record DecisionCurvePoint(
    double Threshold, double NetBenefit, double Lower, double Upper, double TreatAll, double AdvantageLower, double Standardised, double InterventionsAvoided);
