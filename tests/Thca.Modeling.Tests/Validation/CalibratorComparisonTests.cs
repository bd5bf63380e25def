using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;
using Thca.Statistics.Calibration;
using Thca.Testing;

namespace Thca.Modeling.Tests.Validation;

public sealed class CalibratorComparisonTests
{
    private static CalibratorComparison Of(CalibrationMethod method, double lower, double upper, bool inModel = false, int folds = 0) => new(
        method, inModel, folds, CalibratorComparison.Keys.ToDictionary(k => k, k => new MetricEstimate((lower + upper) / 2, lower, upper, "bootstrap-percentile"), StringComparer.Ordinal));

    [Fact]
    public void A_slope_away_from_one_is_told_when_another_method_has_a_better_one()
    {
        CalibratorComparison isotonic = Of(CalibrationMethod.Isotonic, 0.42, 0.83, inModel: true, folds: 5), platt = Of(CalibrationMethod.Platt, 0.75, 1.15), beta = Of(CalibrationMethod.Beta, 0.60, 0.95);
        string warning = Assert.Single(CalibratorComparison.Warnings([platt, beta, isotonic]));
        Assert.Contains("Isotonic 0.63 (95 % CI 0.42-0.83), is not compatible with 1; that of Platt 0.95 (95 % CI 0.75-1.15) is.", warning, StringComparison.Ordinal);
        Assert.Empty(CalibratorComparison.Warnings([beta, isotonic]));
        Assert.Empty(CalibratorComparison.Warnings([platt with { InModel = true, Folds = 5 }, isotonic with { InModel = false, Folds = 0 }]));
        Assert.Empty(CalibratorComparison.Warnings([]));
    }

    [Fact]
    public void Folds_calibrated_otherwise_than_the_frozen_model_are_told()
    {
        string warning = Assert.Single(CalibratorComparison.Warnings([Of(CalibrationMethod.Platt, 0.8, 1.2, folds: 3), Of(CalibrationMethod.Isotonic, 0.7, 1.1, inModel: true, folds: 2)]));
        Assert.Contains("method Isotonic, 3 of 5 outer folds", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_method_is_applied_to_the_held_out_patients_of_its_own_fold()
    {
        // Two folds: in each the log-odds learnt from are twice too steep, so Platt halves them; the margins also carry a prior shift.
        RandomStream random = RandomSeed.Default.Stream("calibrators");
        bool[] y = new bool[4000];
        double[] truth = [.. y.Select(_ => random.NextNormal() - 1)], steep = [.. truth.Select(t => 2 * t)];
        for (int i = 0; i < y.Length; i++) y[i] = random.NextDouble() < 1 / (1 + Math.Exp(-truth[i]));
        const double Shift = 1.7;
        UnitResult Fold(int fold)
        {
            int[] held = [.. Enumerable.Range(0, y.Length).Where(i => i % 2 == fold)], learnt = [.. Enumerable.Range(0, y.Length).Where(i => i % 2 != fold)];
            IReadOnlyList<CalibrationMap> maps = CalibratorComparison.Fit(new TrainingFold<ScoredPatients>(new ScoredPatients([.. learnt.Select(i => y[i])], [.. learnt.Select(i => steep[i])])));
            return new UnitResult
            {
                Combination = "Clinical", Repeat = 0, Fold = fold, Rows = held, Margins = [.. held.Select(i => steep[i] + Shift)], Calibrated = [], Threshold = 0.5, ThresholdStatus = default, Calibration = CalibrationMethod.Platt,
                Features = [], Configuration = null!, InnerCalibrated = [], InnerOutcome = [], Search = SearchHistory.None, Trained = learnt.Length, TrainedEvents = 1, PriorLogOdds = Shift, Calibrators = maps,
            };
        }

        var combination = new CombinationResult
        {
            Combination = FeatureCombination.ByName("Clinical"), OutOfFold = [], Predictions = PredictedCohort.Single([.. y.Select((_, i) => $"{i}")], y, new double[y.Length], 0.5), Metrics = new Dictionary<string, MetricEstimate>(),
            Folds = [Fold(0), Fold(1)], SelectionStability = double.NaN, SelectionFrequency = new Dictionary<string, double>(), FinalSearch = SearchHistory.None,
        };
        IReadOnlyList<CalibratorComparison> methods = CalibratorComparison.Of(combination, CalibrationMethod.Platt, 100, RandomSeed.Default, null, default);
        MetricEstimate Slope(CalibrationMethod method) => methods.Single(m => m.Method == method).Metrics["calibration_slope"];
        Close.To(LogisticLine.Regress(steep, y).Slope, Slope(CalibrationMethod.None).Value, 1e-9);
        Assert.InRange(Slope(CalibrationMethod.None).Value, 0.4, 0.6);
        foreach (CalibrationMethod method in new[] { CalibrationMethod.Platt, CalibrationMethod.Beta }) Assert.True(Slope(method).Lower < 1 && Slope(method).Upper > 1, $"{method}: {Slope(method)}");
        Assert.Equal((2, true), (methods.Single(m => m.InModel).Folds, methods[1].InModel));
        Assert.All(methods, m => Assert.Equal(100, m.Metrics["brier_score"].Replicates));
    }
}
