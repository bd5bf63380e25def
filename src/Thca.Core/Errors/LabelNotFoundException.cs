using System.Globalization;
using Thca.Core.Outcomes;

namespace Thca.Core.Errors;

/// <summary>The wanted label does not occur in a label map.</summary>
public sealed class LabelNotFoundException(int label, IReadOnlyList<int> present) : ThcaException(
    ProblemCodes.LabelNotFound,
    string.Create(CultureInfo.InvariantCulture, $"Label {label} does not occur in the mask; labels present: {(present.Count == 0 ? "none" : string.Join(", ", present))}."),
    "Name the lesion's label (--label N, or the Label column of the cohort).")
{
    /// <summary>The label that was asked for.</summary>
    public int Label { get; } = label;

    /// <summary>The labels that occur, ascending.</summary>
    public IReadOnlyList<int> Present { get; } = present;
}
