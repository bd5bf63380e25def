namespace Thca.Statistics.Calibration;

/// <summary>Patients of similar predicted probability.</summary>
/// <param name="Count">Number of patients.</param>
/// <param name="Events">Number of events.</param>
/// <param name="MeanPredicted">Mean predicted probability.</param>
/// <param name="Observed">Share of events.</param>
public sealed record CalibrationBin(int Count, int Events, double MeanPredicted, double Observed);
