namespace Thca.Segmentation.Planning;

/// <summary>What one case contributes to a fingerprint. Vectors are in array order z, y, x.</summary>
internal sealed record CaseFingerprint(double[] Spacing, int[] Shape, double RelativeSize, IntensityHistogram[] Intensities);
