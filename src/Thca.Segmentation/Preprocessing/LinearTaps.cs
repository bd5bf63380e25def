namespace Thca.Segmentation.Preprocessing;

/// <summary>For every sample of a target axis the two source samples around it and the weight of the second. Nearest neighbour is weight 0.</summary>
internal sealed class LinearTaps
{
    private LinearTaps(int count) => (First, Second, Weight) = (new int[count], new int[count], new double[count]);

    public int[] First { get; }

    public int[] Second { get; }

    /// <summary>Weight of <see cref="Second"/>; that of <see cref="First"/> is one minus it.</summary>
    public double[] Weight { get; }

    /// <summary>Sample centres at (i + 0.5) n / m - 0.5, clamped to the source.</summary>
    public static LinearTaps Linear(int source, int target)
    {
        var taps = new LinearTaps(target);
        for (int i = 0; i < target; i++)
        {
            double x = Math.Clamp((i + 0.5) * source / target - 0.5, 0, source - 1);
            int first = Math.Min((int)x, source - 1);
            (taps.First[i], taps.Second[i], taps.Weight[i]) = (first, Math.Min(first + 1, source - 1), x - first);
        }

        return taps;
    }

    /// <summary>The sample floor((i + 0.5) n / m).</summary>
    public static LinearTaps Nearest(int source, int target)
    {
        var taps = new LinearTaps(target);
        for (int i = 0; i < target; i++) taps.First[i] = taps.Second[i] = (int)Math.Min((2L * i + 1) * source / (2L * target), source - 1);
        return taps;
    }
}
