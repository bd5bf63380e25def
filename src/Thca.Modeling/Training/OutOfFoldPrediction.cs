namespace Thca.Modeling.Training;

/// <summary>What a model that never saw the patient predicts.</summary>
/// <param name="Patient">The patient.</param>
/// <param name="Repeat">Repeat of the cross-validation, from 0.</param>
/// <param name="Fold">Fold the patient was held out in, from 0.</param>
/// <param name="Outcome">Whether the patient had the event.</param>
/// <param name="Margin">Log-odds of the trees, before prior correction and calibration.</param>
/// <param name="ProbabilityRaw">Probability of the margin.</param>
/// <param name="Calibrated">Probability after prior correction and calibration.</param>
/// <param name="Threshold">Threshold chosen without the patient.</param>
public sealed record OutOfFoldPrediction(
    string Patient, int Repeat, int Fold, bool Outcome, double Margin, double ProbabilityRaw, double Calibrated, double Threshold)
{
    /// <summary>Whether the calibrated probability reaches the threshold.</summary>
    public bool IsPositive => Calibrated >= Threshold;
}
