using Thca.Core.Errors;
using Thca.Segmentation.Assessment;

namespace Thca.Segmentation.Review;

/// <summary>How masks are reviewed.</summary>
public sealed record ReviewOptions
{
    /// <summary>Label of the lesion; without one 11 where present, else the only label.</summary>
    /// <value>None.</value>
    public int? Label { get; init; }

    /// <summary>Kind of the masks that are found without a record.</summary>
    /// <value><see cref="ReviewVersionKind.Predicted"/>.</value>
    public ReviewVersionKind FirstKind { get; init; }

    /// <summary>How a new version is compared with the one before.</summary>
    /// <value>As documented there.</value>
    public MaskPairOptions Pair { get; init; } = new();

    /// <summary>Checks the options.</summary>
    /// <exception cref="OptionsException">Every setting outside its range.</exception>
    public void Validate()
    {
        Pair.Validate();
        List<string> problems = [];
        if (Label is < 1) problems.Add(FormattableString.Invariant($"Label is {Label}; a label is at least 1."));
        if (FirstKind == ReviewVersionKind.Modified) problems.Add("FirstKind is Modified; a first mask is predicted or manual.");
        OptionsException.ThrowIfAny(problems);
    }
}
