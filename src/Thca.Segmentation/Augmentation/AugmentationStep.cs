namespace Thca.Segmentation.Augmentation;

/// <summary>A transform and how often it is applied.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Transform">The transform.</param>
public sealed record AugmentationStep(double Probability, IPatchTransform Transform);
