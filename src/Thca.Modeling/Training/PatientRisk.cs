namespace Thca.Modeling.Training;

/// <summary>The risk of a patient that biology may be compared with: never from a model that saw the patient.</summary>
/// <param name="Patient">The patient.</param>
/// <param name="Probability">Mean calibrated out-of-fold probability over the repeats, or the frozen model's for external patients.</param>
/// <param name="Groups">Risk group by scheme, e.g. clinical → High.</param>
/// <param name="Split">development or external.</param>
/// <param name="Source">out_of_fold or external.</param>
/// <param name="Outcome">Whether the patient had the event; null when unknown.</param>
public sealed record PatientRisk(
    string Patient, double Probability, IReadOnlyDictionary<string, string> Groups, string Split, string Source, bool? Outcome);
