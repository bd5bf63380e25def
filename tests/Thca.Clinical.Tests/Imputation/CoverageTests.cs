using Thca.Clinical.Imputation;
using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Statistics.Regression;

namespace Thca.Clinical.Tests.Imputation;

/// <summary>Simulated coverage of 95 % intervals; expected 0.95 up to the error of the simulation. Runs with THCA_LONG=1.</summary>
public class CoverageTests
{
    private static readonly double[] Truth = [-1, 0.8, 0.6];

    [Fact]
    public void FirthProfileIntervals_Cover()
    {
        SkipUnlessLong();
        bool[] hits = OrderedParallel.Map(1000, i => Covers(Draw(60, i, missing: 0), t =>
        {
            LogisticFit fit = LogisticRegression.Fit(Design(t), t.Outcome!.Values, new LogisticOptions { Estimator = LogisticEstimator.Firth });
            return LogisticInference.ProfileInterval(fit, 1);
        }));
        Assert.InRange(hits.Average(h => h ? 1.0 : 0.0), 0.93, 0.975);
    }

    [Fact]
    public void PooledIntervals_Cover_WithThirtyPercentMissing()
    {
        SkipUnlessLong();
        bool[] hits = OrderedParallel.Map(400, i => Covers(Draw(200, i, missing: 0.3), t =>
        {
            var options = new ChainedEquationsOptions { Imputations = 10, Cycles = 5, Seed = new RandomSeed(i) };
            MultipleImputation imputed = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(t), options, ComputeOptions.SingleThread);
            var regression = new RegressionOptions { Terms = ["a", "b"], Estimator = LogisticEstimator.MaximumLikelihood, OptimismReplicates = 0, Force = true };
            RegressionRow row = RegressionAnalysis.Run(new TrainingFold<MultipleImputation>(imputed), regression, ComputeOptions.SingleThread).MultivariableLines[0];
            return (Math.Log(row.Lower), Math.Log(row.Upper));
        }));
        Assert.InRange(hits.Average(h => h ? 1.0 : 0.0), 0.92, 0.98);
    }

    private static void SkipUnlessLong() => Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Simulation; set THCA_LONG=1 to run it.");

    private static bool Covers(ClinicalTable table, Func<ClinicalTable, (double Lower, double Upper)> interval)
    {
        (double lower, double upper) = interval(table);
        return lower <= Truth[1] && Truth[1] <= upper;
    }

    private static DesignMatrix Design(ClinicalTable t) => DesignMatrix.Create(t.RowCount, [("a", t["a"].Values.ToArray()), ("b", t["b"].Values.ToArray())]);

    private static ClinicalTable Draw(int n, int replicate, double missing)
    {
        RandomStream stream = RandomSeed.Default.Stream("coverage", "", replicate);
        double[] a = new double[n], b = new double[n], y = new double[n];
        for (int i = 0; i < n; i++)
        {
            a[i] = stream.NextNormal();
            b[i] = 0.5 * a[i] + stream.NextNormal();
            y[i] = stream.NextDouble() < 1 / (1 + Math.Exp(-(Truth[0] + Truth[1] * a[i] + Truth[2] * b[i]))) ? 1 : 0;
        }

        double[] gaps = Array.ConvertAll(a, v => stream.NextDouble() < missing ? double.NaN : v);
        ClinicalSeries Series(string name, double[] values) => new(new ClinicalColumn { Name = name, Kind = ColumnKind.Continuous }, values);
        var outcome = new ClinicalSeries(new ClinicalColumn { Name = "y", Kind = ColumnKind.Binary, Levels = ThcaSchema.YesNo }, y);
        return new ClinicalTable([.. Enumerable.Range(0, n).Select(i => $"p{i}")], [Series("a", gaps), Series("b", b)], outcome);
    }
}
