namespace Thca.Statistics.Calibration;

/// <summary>p = 1 / (1 + exp(-(Slope · s + Intercept))).</summary>
/// <param name="Slope">Slope on the log-odds s.</param>
/// <param name="Intercept">Intercept.</param>
/// <param name="Converged">Whether the maximum was reached; with separated classes it lies at infinity.</param>
public readonly record struct LogisticLine(double Slope, double Intercept, bool Converged)
{
    private const int MaxIterations = 100;
    private const double Tolerance = 1e-10;
    private const double LargestSlope = 1e6;

    /// <summary>The probability.</summary>
    public double Predict(double s) => Logistic(Slope * s + Intercept);

    /// <summary>
    /// Platt's calibration: maximum likelihood with targets (N₁+1)/(N₁+2) and 1/(N₀+2), by Newton's method with step halving (Lin, Lin and
    /// Weng, 2007).
    /// </summary>
    /// <param name="logOdds">Log-odds before calibration.</param>
    /// <param name="outcome">Whether each patient had the event.</param>
    public static LogisticLine Platt(ReadOnlySpan<double> logOdds, ReadOnlySpan<bool> outcome)
    {
        int positives = outcome.Count(true), negatives = outcome.Length - positives;
        double high = (positives + 1.0) / (positives + 2), low = 1.0 / (negatives + 2);
        var targets = new double[outcome.Length];
        for (int i = 0; i < targets.Length; i++) targets[i] = outcome[i] ? high : low;
        return Fit(logOdds, targets, 0, Math.Log((positives + 1.0) / (negatives + 1)));
    }

    /// <summary>Maximum-likelihood regression of the outcome on the log-odds: slope and intercept of calibration (ideal 1 and 0).</summary>
    public static LogisticLine Regress(ReadOnlySpan<double> logOdds, ReadOnlySpan<bool> outcome)
    {
        var targets = new double[outcome.Length];
        for (int i = 0; i < targets.Length; i++) targets[i] = outcome[i] ? 1 : 0;
        return Fit(logOdds, targets, 0, 0);
    }

    /// <summary>Calibration in the large: the intercept when the log-odds enter with slope 1; NaN when only one class occurs.</summary>
    public static double InTheLarge(ReadOnlySpan<double> logOdds, ReadOnlySpan<bool> outcome)
    {
        int positives = outcome.Count(true);
        if (positives == 0 || positives == outcome.Length) return double.NaN;
        double b = 0;
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double gradient = positives, curvature = 1e-300;
            foreach (double s in logOdds)
            {
                double p = Logistic(s + b);
                gradient -= p;
                curvature += p * (1 - p);
            }

            double step = Math.Clamp(gradient / curvature, -5, 5);
            b += step;
            if (Math.Abs(step) < Tolerance) return b;
        }

        return b;
    }

    private static LogisticLine Fit(ReadOnlySpan<double> s, double[] targets, double slope, double intercept)
    {
        double loss = Loss(s, targets, slope, intercept);
        for (int iteration = 0; iteration < MaxIterations; iteration++)
        {
            double ga = 0, gb = 0, haa = 1e-12, hab = 0, hbb = 1e-12;
            for (int i = 0; i < s.Length; i++)
            {
                double p = Logistic(slope * s[i] + intercept), w = p * (1 - p), d = p - targets[i];
                ga += d * s[i];
                gb += d;
                haa += w * s[i] * s[i];
                hab += w * s[i];
                hbb += w;
            }

            double determinant = haa * hbb - hab * hab;
            // A loss of 0 means separated classes: the gradient vanishes on the way to infinity.
            if (Math.Abs(ga) < Tolerance && Math.Abs(gb) < Tolerance) return new LogisticLine(slope, intercept, loss > 1e-7 * s.Length);
            if (!(determinant > 0)) break;
            double da = -(hbb * ga - hab * gb) / determinant, db = -(haa * gb - hab * ga) / determinant, step = 1;
            double next = double.NaN;
            while (step > 1e-10 && !((next = Loss(s, targets, slope + step * da, intercept + step * db)) < loss)) step /= 2;
            if (step <= 1e-10) return new LogisticLine(slope, intercept, Math.Abs(ga) + Math.Abs(gb) < 1e-6 * s.Length);
            (slope, intercept, loss) = (slope + step * da, intercept + step * db, next);
            if (Math.Abs(slope) > LargestSlope) break;
        }

        return new LogisticLine(slope, intercept, false);
    }

    private static double Loss(ReadOnlySpan<double> s, double[] targets, double slope, double intercept)
    {
        double loss = 0;
        for (int i = 0; i < s.Length; i++)
        {
            double f = slope * s[i] + intercept;
            loss += f >= 0 ? (1 - targets[i]) * f + Math.Log(1 + Math.Exp(-f)) : -targets[i] * f + Math.Log(1 + Math.Exp(f));
        }

        return loss;
    }

    private static double Logistic(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));
}
