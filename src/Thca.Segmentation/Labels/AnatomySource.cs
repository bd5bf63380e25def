using Thca.Core.Volumes;

namespace Thca.Segmentation.Labels;

/// <summary>Masks of the structures around a lesion, read one at a time so that a case never needs all of them in memory.</summary>
/// <param name="present">The structures there are.</param>
/// <param name="read">Reads the mask of one of them, on the grid it was stored on.</param>
public sealed class AnatomySource(IReadOnlyList<AnatomicalLabel> present, Func<AnatomicalLabel, Mask> read)
{
    /// <summary>The structures there are, by label.</summary>
    public IReadOnlyList<AnatomicalLabel> Present { get; } = present;

    /// <summary>The structures there are not, by label.</summary>
    public IReadOnlyList<AnatomicalLabel> Absent => [.. AnatomicalStructure.Anatomy.Select(s => s.Label).Except(Present)];

    /// <summary>Reads the mask of one structure of <see cref="Present"/>; it may be empty.</summary>
    public Mask Read(AnatomicalLabel label) => read(label);
}
