namespace Thca.Phantoms.Proteins;

/// <summary>One protein of a synthetic panel.</summary>
/// <param name="Column">Name of its column.</param>
/// <param name="Effect">Shift of the expression, in its standard deviations, per standard deviation of the patient's log odds of metastasis; -0.9 to 0.9.</param>
public sealed record PhantomProtein(string Column, double Effect);
