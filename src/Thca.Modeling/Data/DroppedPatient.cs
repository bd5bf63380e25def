namespace Thca.Modeling.Data;

/// <summary>A patient that was not used.</summary>
/// <param name="Patient">Identifier.</param>
/// <param name="Code">Problem code, e.g. the status of the failed row.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record DroppedPatient(string Patient, string Code, string Reason);
