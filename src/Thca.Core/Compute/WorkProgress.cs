namespace Thca.Core.Compute;

/// <summary>How far a long call has come.</summary>
/// <param name="Stage">What is being done, e.g. "radiomics".</param>
/// <param name="Completed">Units finished.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Item">The unit just finished, e.g. a patient.</param>
public readonly record struct WorkProgress(string Stage, long Completed, long Total, string? Item = null);
