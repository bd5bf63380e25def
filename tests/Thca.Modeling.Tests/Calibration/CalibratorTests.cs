using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Testing;

namespace Thca.Modeling.Tests.Calibration;

public sealed class CalibratorTests
{
    private static TrainingFold<ScoredPatients> Fold(int count, int every, double noise = 1)
    {
        RandomStream random = RandomSeed.Default.Stream("cal");
        bool[] y = [.. Enumerable.Range(0, count).Select(i => i % every == 0)];
        return new(new ScoredPatients(y, [.. y.Select(v => (v ? 1.0 : -1.0) + noise * random.NextNormal())]));
    }

    [Fact]
    public void Method_follows_the_number_of_events()
    {
        Assert.Equal(CalibrationMethod.Platt, Calibrator.Fit(Fold(198, 2)).Method);
        Assert.Equal(CalibrationMethod.Isotonic, Calibrator.Fit(Fold(200, 2)).Method);
    }

    [Theory]
    [InlineData(CalibrationMethod.Platt)]
    [InlineData(CalibrationMethod.Beta)]
    [InlineData(CalibrationMethod.Isotonic)]
    [InlineData(CalibrationMethod.VennAbers)]
    [InlineData(CalibrationMethod.None)]
    public void Maps_are_monotone_and_stay_in_bounds(CalibrationMethod method)
    {
        CalibrationMap map = Calibrator.Fit(Fold(300, 4), method);
        double[] p = map.Apply([.. Enumerable.Range(-60, 121).Select(i => i / 10.0)]);
        for (int i = 1; i < p.Length; i++) Assert.True(p[i] >= p[i - 1] - 1e-12);
        Assert.All(p, v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void A_reversed_score_is_not_turned_around()
    {
        TrainingFold<ScoredPatients> fold = Fold(100, 4, noise: 0.2);
        double[] reversed = [.. fold.Data.Scores.ToArray().Select(s => -s)];
        CalibrationMap map = Calibrator.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients(fold.Data.Outcome.ToArray(), reversed)), CalibrationMethod.Platt);
        Assert.Equal(map.Apply(-5), map.Apply(5));
    }

    [Fact]
    public void Cross_fitting_never_uses_the_patient()
    {
        TrainingFold<ScoredPatients> fold = Fold(60, 3);
        int[] folds = [.. Enumerable.Range(0, 60).Select(i => i / 12)];
        double[] before = Calibrator.CrossFitted(fold, folds, CalibrationMethod.Isotonic);
        bool[] changed = fold.Data.Outcome.ToArray();
        for (int i = 0; i < 12; i++) changed[i] = !changed[i];
        double[] after = Calibrator.CrossFitted(new TrainingFold<ScoredPatients>(new ScoredPatients(changed, fold.Data.Scores.ToArray())), folds, CalibrationMethod.Isotonic);
        Close.To(before.AsSpan(0, 12), after.AsSpan(0, 12), 1e-15);
        Assert.NotEqual(before[12..], after[12..]);
    }
}
