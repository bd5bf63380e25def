using Thca.Core.Volumes;

namespace Thca.Segmentation.Labels;

/// <summary>One label map of a case and the report of its making.</summary>
/// <param name="Labels">Labels 0 to 11 on the image's grid.</param>
/// <param name="Report">What was merged.</param>
public sealed record MergedCase(LabelMap Labels, MergeReport Report);
