namespace Thca.Proteomics.Analysis;

/// <summary>What a sample of this size can find: information about the design, not about the data.</summary>
/// <param name="Low">Patients in the low-risk group.</param>
/// <param name="High">Patients in the high-risk group.</param>
/// <param name="DetectableTheta">Probability of superiority found with 80 % power by Mann-Whitney (Noether); above 1 nothing can be found.</param>
/// <param name="PowerLargeThreeDegrees">Power of chi-square with 3 degrees of freedom for w = 0.5.</param>
/// <param name="PowerLargeOneDegree">Power with 1 degree of freedom for w = 0.5.</param>
/// <param name="PowerMediumThreeDegrees">Power with 3 degrees of freedom for w = 0.3.</param>
public sealed record DesignInformation(int Low, int High, double DetectableTheta, double PowerLargeThreeDegrees, double PowerLargeOneDegree, double PowerMediumThreeDegrees);
