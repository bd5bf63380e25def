using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Modeling.Calibration;
using Thca.Modeling.Data;
using Thca.Modeling.Training;
using Thca.Modeling.Validation;

namespace Thca.Modeling.Tests.Validation;

public sealed class BootstrapOptimismTests
{
    private static BootstrapOptimism Run(double effect, int threads = 2)
    {
        (FeatureTable table, OutcomeColumn outcome) = SyntheticCohort.Draw(120, 12, seed: 5, informative: 3, effect: effect);
        TrainingTable rows = TrainingTable.Create(FeatureTableIntake.From([table]), outcome);
        return BootstrapOptimism.Run(
            new TrainingFold<TrainingTable>(rows), FeatureCombination.Whole(rows.Features), new CritTrainingOptions { Search = new SearchOptions { InnerFolds = 3 }, Calibration = CalibrationMethod.None }, 8, compute: new ComputeOptions { MaxDegreeOfParallelism = threads });
    }

    [Fact]
    public void Noise_looks_good_apparently_and_not_after_correction()
    {
        BootstrapOptimism noise = Run(effect: 0);
        OptimismEstimate auc = noise.Estimates[0];
        Assert.Equal((8, "auc_roc"), (noise.Replicates + noise.Skipped, auc.Metric));
        Assert.True(auc.Apparent > 0.85, $"{auc}");
        Assert.True(auc.Plus632 < auc.Apparent - 0.15 && auc.Corrected < auc.Apparent, $"{auc}");
        Assert.All(noise.Estimates.Skip(1), e => Assert.True(e.Apparent <= e.Plus632 && e.Plus632 <= e.OutOfBag + 1e-12, $"{e}"));
        Assert.Equal(3, noise.Table().RowCount);
    }

    [Fact]
    public void Result_does_not_depend_on_threads() => Assert.Equal(Run(1.2, threads: 1).Estimates, Run(1.2, threads: 2).Estimates);
}
