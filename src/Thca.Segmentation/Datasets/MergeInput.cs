namespace Thca.Segmentation.Datasets;

/// <summary>The files of one case that is to become part of a data set.</summary>
/// <param name="Id">Patient or case identifier; names the files written.</param>
/// <param name="Image">The CT.</param>
/// <param name="Anatomy">TotalSegmentator's folder or multi-label file; for a merged case the label map itself.</param>
/// <param name="Lesion">The lesion mask or a label map with the lesion in it; null: none.</param>
/// <param name="LesionLabel">Label of the lesion in its file; null: 11 if present, else the only one.</param>
public sealed record MergeInput(string Id, string Image, string Anatomy, string? Lesion = null, int? LesionLabel = null);
