namespace Thca.Core.Cohorts;

/// <summary>One row of a cohort: a patient's image and mask.</summary>
/// <param name="Patient">The patient.</param>
/// <param name="ImagePath">File of the CT volume.</param>
/// <param name="MaskPath">File of the mask or label map.</param>
/// <param name="Label">Label of the lesion, or null for the rule of <see cref="Volumes.LabelMap.SelectLesion"/>.</param>
/// <param name="ThyroidPath">File of the thyroid mask, if any.</param>
public sealed record CohortCase(PatientId Patient, string ImagePath, string MaskPath, int? Label = null, string? ThyroidPath = null);
