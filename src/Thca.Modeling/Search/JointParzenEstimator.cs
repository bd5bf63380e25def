namespace Thca.Modeling.Search;

/// <summary>
/// Mixture of kernels around past trials in several parameters at once: one kernel per trial, its density the product of its densities in every
/// parameter, so that values which went well together are proposed together.
/// </summary>
/// <param name="parts">The estimator of every parameter, all of the same trials in the same order.</param>
internal sealed class JointParzenEstimator(IReadOnlyList<ParzenEstimator> parts)
{
    // A kernel whose share is below e^-40 of the largest adds less than its last digit.
    private const double Negligible = 40;

    /// <summary>Draws candidates: a kernel for each, then a value of every parameter from that kernel.</summary>
    /// <returns>Per parameter the values of all candidates.</returns>
    public double[][] Sample(int count, Func<double> next)
    {
        int[] kernels = parts[0].SampleKernels(count, next);
        return [.. parts.Select(p => p.SampleFrom(kernels, next))];
    }

    /// <summary>Log density of every candidate: ln Σ w · Π p.</summary>
    /// <param name="candidates">As <see cref="Sample"/> returns them.</param>
    public double[] LogDensity(double[][] candidates)
    {
        double[] weights = parts[0].KernelWeights.ToArray(), start = Array.ConvertAll(weights, Math.Log), sums = new double[start.Length];
        var result = new double[candidates[0].Length];
        for (int c = 0; c < result.Length; c++)
        {
            start.CopyTo(sums, 0);
            for (int p = 0; p < parts.Count; p++) parts[p].AddLogKernels(candidates[p][c], sums);
            result[c] = LogSum(sums);
        }

        return result;
    }

    /// <summary>A candidate in the units of the parameters.</summary>
    public double[] External(double[][] candidates, int candidate) => [.. parts.Select((p, i) => p.External(candidates[i][candidate]))];

    private static double LogSum(double[] logs)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double log in logs) largest = Math.Max(largest, log);
        foreach (double log in logs)
        {
            if (log > largest - Negligible) sum += Math.Exp(log - largest);
        }

        return largest + Math.Log(sum);
    }
}
