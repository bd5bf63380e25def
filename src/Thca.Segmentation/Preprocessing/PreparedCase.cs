namespace Thca.Segmentation.Preprocessing;

/// <summary>A case as a network takes it: turned, transposed, cropped, normalised, resampled. Arrays are [z, y, x], x fastest.</summary>
/// <param name="Channels">Voxels of every channel.</param>
/// <param name="Labels">Labels, -1 outside the non-zero region; null where the case has none.</param>
/// <param name="Properties">How to go back.</param>
public sealed record PreparedCase(IReadOnlyList<float[]> Channels, short[]? Labels, CaseProperties Properties);
