namespace Thca.Pathology.Heterogeneity;

/// <summary>One number of a patient, combined from the slides.</summary>
/// <param name="Value">The combined row; the interval follows from the slides' intervals where all have one.</param>
/// <param name="Slides">Slides that have the value.</param>
/// <param name="BetweenSlideSd">Standard deviation of the slides' values (n - 1); NaN for one slide.</param>
/// <param name="Weights">How slides were weighted: precision, nuclei, sum, or none for one slide.</param>
public sealed record PatientValue(HeterogeneityValue Value, int Slides, double BetweenSlideSd, string Weights);
