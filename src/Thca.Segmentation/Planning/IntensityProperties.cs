namespace Thca.Segmentation.Planning;

/// <summary>Intensities of the foreground of one channel, over all cases.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="StandardDeviation">Population standard deviation.</param>
/// <param name="Minimum">Smallest.</param>
/// <param name="Maximum">Largest.</param>
/// <param name="Percentile995">99.5th percentile: upper end of the window.</param>
/// <param name="Percentile005">0.5th percentile: lower end of the window.</param>
public sealed record IntensityProperties(double Mean, double Median, double StandardDeviation, double Minimum, double Maximum, double Percentile995, double Percentile005);
