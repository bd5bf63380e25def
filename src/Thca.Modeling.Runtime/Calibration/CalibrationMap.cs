using Thca.Modeling.Runtime.Decisions;
using Thca.Modeling.Runtime.Scoring;

namespace Thca.Modeling.Runtime.Calibration;

/// <summary>Prior correction and calibration as one function of the log-odds.</summary>
internal sealed class CalibrationMap
{
    private readonly CritCalibrator _calibrator;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly VennAbersMap _steps;
    private readonly double _shift;

    public CalibrationMap(CritCalibrator calibrator, CritPriorCorrection? prior)
    {
        (_calibrator, _x, _y) = (calibrator, [.. calibrator.KnotsX], [.. calibrator.KnotsY]);
        _steps = new VennAbersMap(_x, [.. calibrator.Lower], [.. calibrator.Upper]);
        if (prior?.PositiveWeight is { } weight) _shift -= Math.Log(weight);
        if (prior?.TrainingPrevalence is { } training && prior.TargetPrevalence is { } target) _shift += LogOdds(target) - LogOdds(training);
    }

    /// <summary>Calibrated probability of a log-odds (sigmoid · margin).</summary>
    public double Apply(double logOdds)
    {
        double s = logOdds + _shift;
        switch (_calibrator.Type)
        {
            case CritCalibratorType.Isotonic: return Interpolate(_calibrator.Input == CritScale.Margin ? s : Logistic(s));
            case CritCalibratorType.Platt: return Logistic(_calibrator.A * s + _calibrator.B);
            // a·ln p - b·ln(1-p), with ln p = -ln(1+exp(-s)) and ln(1-p) = -ln(1+exp(s)): finite for every finite s.
            case CritCalibratorType.Beta: return Logistic(-_calibrator.A * SoftPlus(-s) + _calibrator.B * SoftPlus(s) + _calibrator.C);
            case CritCalibratorType.VennAbers: return VennAbersMap.Merge(_steps.Interval(s));
            default: return Logistic(s);
        }
    }

    /// <summary>Range of calibrated probabilities of a log-odds; null unless the calibrator gives one.</summary>
    public CritInterval? Interval(double logOdds)
    {
        if (_calibrator.Type != CritCalibratorType.VennAbers) return null;
        (double lower, double upper) = _steps.Interval(logOdds + _shift);
        return new CritInterval(lower, upper);
    }

    public static double Logistic(double s) => 1.0 / (1.0 + Math.Exp(-s));

    private static double LogOdds(double p) => Math.Log(p / (1 - p));

    private static double SoftPlus(double s) => s > 0 ? s + Math.Log(1 + Math.Exp(-s)) : Math.Log(1 + Math.Exp(s));

    private double Interpolate(double v)
    {
        if (v <= _x[0]) return _y[0];
        int last = _x.Length - 1;
        if (v >= _x[last]) return _y[last];
        int at = Array.BinarySearch(_x, v);
        if (at >= 0) return _y[at];
        int right = ~at, left = right - 1;
        return _y[left] + (_y[right] - _y[left]) * ((v - _x[left]) / (_x[right] - _x[left]));
    }
}
