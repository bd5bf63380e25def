using Thca.Statistics.Regression;

namespace Thca.Statistics.Calibration;

/// <summary>Beta calibration (Kull, Silva Filho and Flach, 2017): logit p' = A ln p - B ln(1 - p) + C with A, B ≥ 0.</summary>
/// <param name="A">Coefficient of ln p.</param>
/// <param name="B">Coefficient of -ln(1 - p).</param>
/// <param name="C">Intercept.</param>
public readonly record struct BetaCalibration(double A, double B, double C)
{
    private const double Limit = 1e-12;

    /// <summary>The calibrated probability.</summary>
    public double Predict(double p)
    {
        p = Math.Clamp(p, Limit, 1 - Limit);
        return 1 / (1 + Math.Exp(-(A * Math.Log(p) - B * Math.Log(1 - p) + C)));
    }

    /// <summary>Maximum likelihood; a coefficient that comes out negative is fixed at 0 and the rest fitted again.</summary>
    /// <param name="probabilities">Probabilities before calibration.</param>
    /// <param name="outcome">Whether each patient had the event.</param>
    public static BetaCalibration Fit(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcome)
    {
        var logP = new double[outcome.Length];
        var logQ = new double[outcome.Length];
        var y = new double[outcome.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double p = Math.Clamp(probabilities[i], Limit, 1 - Limit);
            (logP[i], logQ[i], y[i]) = (Math.Log(p), -Math.Log(1 - p), outcome[i] ? 1 : 0);
        }

        double[] full = Coefficients(y, ("a", logP), ("b", logQ));
        if (full[1] >= 0 && full[2] >= 0) return new BetaCalibration(full[1], full[2], full[0]);
        if (full[1] < 0)
        {
            double[] onlyB = Coefficients(y, ("b", logQ));
            return onlyB[1] >= 0 ? new BetaCalibration(0, onlyB[1], onlyB[0]) : Constant(y);
        }

        double[] onlyA = Coefficients(y, ("a", logP));
        return onlyA[1] >= 0 ? new BetaCalibration(onlyA[1], 0, onlyA[0]) : Constant(y);
    }

    private static BetaCalibration Constant(double[] y) => new(0, 0, Math.Log((y.Sum() + 0.5) / (y.Length - y.Sum() + 0.5)));

    // Separated classes have no maximum; a ridge of negligible size keeps the coefficients finite.
    private static double[] Coefficients(double[] y, params (string Name, double[] Values)[] columns)
    {
        DesignMatrix design = DesignMatrix.Create(y.Length, columns);
        return RidgeLogisticRegression.Fit(design, y, new RidgeOptions { C = 1e4 });
    }
}
