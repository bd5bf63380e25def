namespace Thca.Pathology.Detection.Oracle;

/// <summary>The true nuclei of a window, row by row.</summary>
/// <param name="Instances">Number of the nucleus that owns each pixel; 0 for none. A nucleus has the same number in every window.</param>
/// <param name="Types">Its class, 0 to 5.</param>
public sealed record TruthPatch(int[] Instances, byte[] Types);
