using Thca.Modeling.Runtime.Calibration;
using Thca.Statistics.Calibration;

namespace Thca.Modeling.Calibration;

/// <summary>A fitted map from log-odds to a calibrated probability.</summary>
public sealed record CalibrationMap
{
    /// <summary>Passes the probability on.</summary>
    public static CalibrationMap Identity { get; } = new() { Method = CalibrationMethod.None };

    /// <summary>Shape of the map; never <see cref="CalibrationMethod.Auto"/>.</summary>
    public required CalibrationMethod Method { get; init; }

    /// <summary>Slope (Platt) or coefficient of ln p (beta).</summary>
    public double A { get; init; }

    /// <summary>Intercept (Platt) or coefficient of -ln(1 - p) (beta).</summary>
    public double B { get; init; }

    /// <summary>Intercept (beta).</summary>
    public double C { get; init; }

    /// <summary>Inputs of an isotonic map, strictly increasing.</summary>
    public IReadOnlyList<double> KnotsX { get; init; } = [];

    /// <summary>Outputs of an isotonic map.</summary>
    public IReadOnlyList<double> KnotsY { get; init; } = [];

    /// <summary>The step functions of a Venn-Abers map.</summary>
    /// <value>Null for every other method.</value>
    public VennAbersMap? Steps { get; init; }

    /// <summary>Rows the map was fitted on.</summary>
    public int Count { get; init; }

    /// <summary>Events among them.</summary>
    public int Events { get; init; }

    /// <summary>The calibrated probability.</summary>
    /// <param name="logOdds">Log-odds after the prior correction.</param>
    public double Apply(double logOdds) => Method switch
    {
        CalibrationMethod.Platt => new LogisticLine(A, B, true).Predict(logOdds),
        CalibrationMethod.Beta => new BetaCalibration(A, B, C).Predict(Logistic(logOdds)),
        CalibrationMethod.Isotonic => new IsotonicFit(KnotsX, KnotsY).Predict(Logistic(logOdds)),
        CalibrationMethod.VennAbers => VennAbersMap.Merge(Steps!.Interval(logOdds)),
        _ => Logistic(logOdds),
    };

    /// <summary>The calibrated probabilities.</summary>
    public double[] Apply(ReadOnlySpan<double> logOdds)
    {
        var result = new double[logOdds.Length];
        for (int i = 0; i < result.Length; i++) result[i] = Apply(logOdds[i]);
        return result;
    }

    internal static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
