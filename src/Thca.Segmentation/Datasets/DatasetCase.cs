namespace Thca.Segmentation.Datasets;

/// <summary>One training case of a data set.</summary>
/// <param name="Id">Case identifier: the file name without channel and ending.</param>
/// <param name="Images">Image of every channel.</param>
/// <param name="Label">Label map, or null where the case has none.</param>
public sealed record DatasetCase(string Id, IReadOnlyList<string> Images, string? Label);
