namespace Thca.Pathology.Slides;

/// <summary>
/// Which source pixels make up each pixel of one axis of a scaled window, and with what weight: the covered share for shrinking, the cubic kernel with
/// a = -0.75 for enlarging; pixel centres are aligned.
/// </summary>
internal sealed class ScalingTaps
{
    private readonly int[] _first;
    private readonly float[][] _weights;

    /// <summary>Prepares an axis.</summary>
    /// <param name="factor">Source pixels per target pixel.</param>
    /// <param name="start">First target pixel.</param>
    /// <param name="count">Target pixels.</param>
    public ScalingTaps(double factor, long start, int count)
    {
        var first = new long[count];
        _first = new int[count];
        _weights = new float[count][];
        for (int i = 0; i < count; i++) (first[i], _weights[i]) = factor >= 1 ? Area(factor, start + i) : Cubic(factor, start + i);
        Start = first[0];
        for (int i = 0; i < count; i++) _first[i] = (int)(first[i] - Start);
        Length = _first[^1] + _weights[^1].Length;
    }

    /// <summary>First source pixel.</summary>
    public long Start { get; }

    /// <summary>Source pixels.</summary>
    public int Length { get; }

    public int Count => _first.Length;

    public int First(int i) => _first[i];

    public ReadOnlySpan<float> Weights(int i) => _weights[i];

    private static (long First, float[] Weights) Area(double factor, long target)
    {
        double from = target * factor, to = (target + 1) * factor;
        long first = (long)Math.Floor(from + 1e-6), last = Math.Max(first, (long)Math.Ceiling(to - 1e-6) - 1);
        var weights = new float[last - first + 1];
        for (int k = 0; k < weights.Length; k++)
            weights[k] = (float)((Math.Min(to, first + k + 1) - Math.Max(from, first + k)) / factor);
        return (first, Normalise(weights));
    }

    private static (long First, float[] Weights) Cubic(double factor, long target)
    {
        double centre = (target + 0.5) * factor - 0.5;
        long first = (long)Math.Floor(centre) - 1;
        var weights = new float[4];
        for (int k = 0; k < 4; k++) weights[k] = (float)Kernel(Math.Abs(centre - first - k));
        return (first, Normalise(weights));
    }

    private static double Kernel(double t)
    {
        const double A = -0.75;
        return t <= 1 ? ((A + 2) * t - (A + 3)) * t * t + 1 : t < 2 ? (((t - 5) * t + 8) * t - 4) * A : 0;
    }

    private static float[] Normalise(float[] weights)
    {
        float sum = 0;
        foreach (float w in weights) sum += w;
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }
}
