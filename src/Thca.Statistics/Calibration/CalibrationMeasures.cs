using Thca.Statistics.Summaries;

namespace Thca.Statistics.Calibration;

/// <summary>How far predicted probabilities are from observed risks.</summary>
public static class CalibrationMeasures
{
    private const int Bins = 10;
    private const double LogitLimit = 1e-6;

    /// <summary>Observed over expected number of events.</summary>
    public static double ObservedToExpected(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        double expected = Moments.Sum(probabilities);
        return expected > 0 ? outcome.Count(true) / expected : double.NaN;
    }

    /// <summary>Weighted mean and maximum of |mean predicted - observed| over ten bins of equal count.</summary>
    public static (double Expected, double Maximum) BinnedErrors(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        double mean = 0, most = 0;
        foreach (CalibrationBin bin in CalibrationBins.EqualCount(outcome, probabilities, Bins))
        {
            double error = Math.Abs(bin.MeanPredicted - bin.Observed);
            mean += error * bin.Count / outcome.Length;
            most = Math.Max(most, error);
        }

        return (mean, most);
    }

    /// <summary>Mean, median and 90 % quantile of |p - smooth curve| (integrated calibration index, E50, E90; Austin and Steyerberg, 2019).</summary>
    public static (double Mean, double Median, double Quantile90) SmoothErrors(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        double[] curve = LocalLinearSmoother.Smooth(probabilities, outcome, probabilities);
        for (int i = 0; i < curve.Length; i++) curve[i] = Math.Abs(curve[i] - probabilities[i]);
        double[] quantiles = Quantiles.Of(curve, [0.5, 0.9]);
        return (Moments.Mean(curve), quantiles[0], quantiles[1]);
    }

    /// <summary>Spiegelhalter's z: Σ(y-p)(1-2p) / √Σ(1-2p)² p(1-p).</summary>
    public static double SpiegelhalterZ(ReadOnlySpan<bool> outcome, ReadOnlySpan<double> probabilities)
    {
        double sum = 0, variance = 0;
        for (int i = 0; i < outcome.Length; i++)
        {
            double p = probabilities[i], centre = 1 - 2 * p;
            sum += ((outcome[i] ? 1 : 0) - p) * centre;
            variance += centre * centre * p * (1 - p);
        }

        return variance > 0 ? sum / Math.Sqrt(variance) : double.NaN;
    }

    /// <summary>Log-odds of probabilities limited to [1e-6, 1 - 1e-6].</summary>
    public static double[] LogOdds(ReadOnlySpan<double> probabilities)
    {
        var result = new double[probabilities.Length];
        for (int i = 0; i < result.Length; i++)
        {
            double p = Math.Clamp(probabilities[i], LogitLimit, 1 - LogitLimit);
            result[i] = Math.Log(p / (1 - p));
        }

        return result;
    }
}
