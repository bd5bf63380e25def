using Thca.Core.Errors;
using Thca.Segmentation.Labels;

namespace Thca.Segmentation.Datasets;

/// <summary>How files become cases of a data set.</summary>
public sealed record DatasetMergeOptions
{
    /// <summary>How masks are merged.</summary>
    /// <value>The defaults of <see cref="MergeOptions"/>.</value>
    public MergeOptions Merge { get; init; } = new();

    /// <summary>Class table of TotalSegmentator's multi-label files without names: 1 or 2.</summary>
    /// <value>2.</value>
    public int TotalSegmentatorVersion { get; init; } = 2;

    /// <summary>Whether the anatomy files are label maps 0 to 11 with the lesion in them.</summary>
    /// <value>false.</value>
    public bool AlreadyMerged { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">A value is outside its range.</exception>
    public void Validate() => OptionsException.ThrowIfAny(TotalSegmentatorVersion is 1 or 2 ? [] : [FormattableString.Invariant($"TotalSegmentatorVersion is {TotalSegmentatorVersion}; it must be 1 or 2.")]);
}
