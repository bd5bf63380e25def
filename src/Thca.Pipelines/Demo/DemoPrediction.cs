namespace Thca.Pipelines.Demo;

/// <summary>The prediction for the demo's new patient, computed by the frozen model without native code.</summary>
/// <param name="Patient">Name of the patient.</param>
/// <param name="Probability">Calibrated probability of distant metastasis.</param>
/// <param name="RiskGroup">Clinical risk group.</param>
public sealed record DemoPrediction(string Patient, double Probability, string RiskGroup);
