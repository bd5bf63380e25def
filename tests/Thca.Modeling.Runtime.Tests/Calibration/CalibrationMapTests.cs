using Thca.Modeling.Runtime.Calibration;
using Thca.Modeling.Runtime.Decisions;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Calibration;

public class CalibrationMapTests
{
    private static readonly CritCalibrator Isotonic = new()
    {
        Type = CritCalibratorType.Isotonic,
        KnotsX = [0.1, 0.2, 0.6, 0.8, 0.9],
        KnotsY = [0, 2.0 / 7, 2.0 / 7, 1, 1],
    };

    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0.1, 0)]
    [InlineData(0.3, 0.2857142857142857)]
    [InlineData(0.7, 0.6428571428571429)]
    [InlineData(0.95, 1)]
    public void IsotonicInterpolatesAndClips(double p, double expected) => Close.To(expected, new CalibrationMap(Isotonic, null).Apply(LogOdds(p)), 1e-9, 1e-12);

    [Fact]
    public void OneKnotIsConstant() =>
        Assert.Equal(0.25, new CalibrationMap(new() { Type = CritCalibratorType.Isotonic, KnotsX = [0.5], KnotsY = [0.25] }, null).Apply(3));

    [Fact]
    public void PlattActsOnTheMargin() =>
        Close.To(1 / (1 + Math.Exp(-(0.5 * 2 - 1.5))), new CalibrationMap(new() { Type = CritCalibratorType.Platt, Input = CritScale.Margin, A = 0.5, B = -1.5 }, null).Apply(2), 1e-15);

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    public void BetaIsItsFormula(double p)
    {
        var map = new CalibrationMap(new() { Type = CritCalibratorType.Beta, A = 0.7, B = 1.3, C = -0.2 }, null);
        double logit = 0.7 * Math.Log(p) - 1.3 * Math.Log(1 - p) - 0.2;
        Close.To(1 / (1 + Math.Exp(-logit)), map.Apply(LogOdds(p)), 1e-12);
    }

    [Theory]
    [InlineData(-800, 0)]
    [InlineData(800, 1)]
    public void BetaStaysFiniteFarOut(double margin, double expected) =>
        Assert.Equal(expected, new CalibrationMap(new() { Type = CritCalibratorType.Beta, A = 1, B = 1 }, null).Apply(margin), 1e-300);

    [Fact]
    public void PriorShiftOfTheSpecification()
    {
        var map = new CalibrationMap(new() { Type = CritCalibratorType.None }, new() { TrainingPrevalence = 0.5, TargetPrevalence = 0.1356 });
        Close.To(0.1356, map.Apply(0), 1e-12);
    }

    [Fact]
    public void PositiveWeightDividesTheOdds()
    {
        var map = new CalibrationMap(new() { Type = CritCalibratorType.None }, new() { PositiveWeight = 4 });
        Close.To(0.2, map.Apply(0), 1e-12);
    }

    private static double LogOdds(double p) => Math.Log(p / (1 - p));
}
