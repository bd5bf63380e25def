using Thca.Core.Outcomes;

namespace Thca.Segmentation.Planning;

/// <summary>A fingerprint and how each case went.</summary>
/// <param name="Fingerprint">Of the cases that could be read.</param>
/// <param name="Cases">Identifier and problem (null: sound) of every case, in order.</param>
public sealed record FingerprintResult(DatasetFingerprint Fingerprint, IReadOnlyList<KeyValuePair<string, Problem?>> Cases);
