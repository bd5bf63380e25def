namespace Thca.Segmentation.Augmentation;

/// <summary>Range, mean and standard deviation (divided by n - 1) of a channel.</summary>
internal readonly record struct ChannelMoments(double Minimum, double Maximum, double Mean, double StandardDeviation)
{
    public static ChannelMoments Of(ReadOnlySpan<float> values)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, sum = 0;
        foreach (float v in values)
        {
            minimum = Math.Min(minimum, v);
            maximum = Math.Max(maximum, v);
            sum += v;
        }

        double mean = sum / values.Length, squares = 0;
        foreach (float v in values) squares += (v - mean) * (v - mean);
        return new ChannelMoments(minimum, maximum, mean, values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0);
    }
}
