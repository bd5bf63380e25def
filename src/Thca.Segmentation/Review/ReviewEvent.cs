namespace Thca.Segmentation.Review;

/// <summary>One step of a review.</summary>
/// <param name="Action">queued, accepted, submitted or locked.</param>
/// <param name="By">Who.</param>
/// <param name="Utc">When, UTC, to the second.</param>
/// <param name="From">State before.</param>
/// <param name="To">State after.</param>
/// <param name="Version">The version that was the current one afterwards.</param>
/// <param name="Note">What the reviewer said; may be empty.</param>
public sealed record ReviewEvent(string Action, string By, DateTimeOffset Utc, ReviewState From, ReviewState To, int Version, string Note = "");
