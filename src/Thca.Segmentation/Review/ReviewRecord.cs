using Thca.Core.Cohorts;

namespace Thca.Segmentation.Review;

/// <summary>What is known about the review of one case: the content of <c>CASE.review.json</c>. Immutable; every step makes a new one.</summary>
public sealed record ReviewRecord
{
    /// <summary>The case.</summary>
    public required CaseId Case { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReviewState State { get; init; }

    /// <summary>Label of the lesion in the first mask; null when the mask is empty or does not say.</summary>
    public int? Label { get; init; }

    /// <summary>1 - mean pairwise Dice of the folds' lesions, as the prediction stored it; NaN when it did not.</summary>
    public double Uncertainty { get; init; } = double.NaN;

    /// <summary>Volume of the lesion in the first mask, mm³; NaN when the lesion is unknown.</summary>
    public double VolumeMm3 { get; init; } = double.NaN;

    /// <summary>What to look at: the flags of <see cref="Inference.SegmentationFlags"/> and what the prediction noted.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>SHA-256 of the weights that made the first mask (of the list of hashes when there are several); empty when unknown.</summary>
    public string ModelSha256 { get; init; } = "";

    /// <summary>All versions, first to last.</summary>
    public required IReadOnlyList<ReviewVersion> Versions { get; init; }

    /// <summary>All steps, first to last.</summary>
    public IReadOnlyList<ReviewEvent> Events { get; init; } = [];

    /// <summary>The version that counts: the last.</summary>
    public ReviewVersion Current => Versions[^1];

    /// <summary>The decision of the last reviewer: accepted or submitted; empty before.</summary>
    public string Decision => Events.LastOrDefault(e => e.Action is "accepted" or "submitted")?.Action ?? "";

    internal ReviewRecord Step(string action, string by, DateTimeOffset utc, ReviewState to, string note = "") =>
        this with { State = to, Events = [.. Events, new ReviewEvent(action, by, utc, State, to, Current.Number, note)] };
}
