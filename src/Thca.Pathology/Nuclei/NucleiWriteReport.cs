namespace Thca.Pathology.Nuclei;

/// <summary>What came of writing nuclei as polygons.</summary>
/// <param name="Written">Nuclei in the file.</param>
/// <param name="Repaired">Nuclei whose outline touched itself: only the largest part was written.</param>
/// <param name="Skipped">Nuclei whose outline encloses no area (one pixel wide); not in the file.</param>
public sealed record NucleiWriteReport(long Written, long Repaired, long Skipped);
