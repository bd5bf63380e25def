using BenchmarkDotNet.Attributes;
using Thca.Clinical.Imputation;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Statistics.Bootstrap;
using Thca.Statistics.Regression;

namespace Thca.Benchmarks.Clinical;

/// <summary>Iterative imputation of 1000 x 20 with 10 % missing, logistic regression of 1000 x 8, and 2000 bootstrap areas of 1000 patients.</summary>
[MemoryDiagnoser]
public class ClinicalBenchmarks
{
    private FeatureTable _gaps = null!;
    private DesignMatrix _design = null!;
    private double[] _outcome = [];
    private bool[] _events = [];
    private double[] _scores = [];

    [GlobalSetup]
    public void Prepare()
    {
        RandomStream stream = RandomSeed.Default.Stream("benchmark");
        double[] factor = [.. Enumerable.Range(0, 1000).Select(_ => stream.NextNormal())];
        double[] Column(double share) => [.. factor.Select(f => share * f + stream.NextNormal())];
        _gaps = new FeatureTable(
            [.. Enumerable.Range(0, 1000).Select(i => $"p{i}")],
            [.. Enumerable.Range(0, 20).Select(j => new FeatureColumn($"c{j}", [.. Column(0.5 + j / 20.0).Select(v => stream.NextDouble() < 0.1 ? double.NaN : v)]))]);
        double[][] x = [.. Enumerable.Range(0, 8).Select(_ => Column(0))];
        _design = DesignMatrix.Create(1000, x.Select((c, j) => ($"x{j}", c)));
        _scores = [.. Enumerable.Range(0, 1000).Select(i => 0.8 * x[0][i] - 0.5 * x[1][i] + 0.3 * x[2][i])];
        _events = [.. _scores.Select(s => stream.NextDouble() < 1 / (1 + Math.Exp(-s)))];
        _outcome = [.. _events.Select(e => e ? 1.0 : 0.0)];
    }

    [Benchmark]
    public IterativeImputer IterativeImputation() => IterativeImputer.Fit(new TrainingFold<FeatureTable>(_gaps), IterativeImputerOptions.Reference).Model;

    [Benchmark]
    public LogisticFit LogisticRegression1000x8() => LogisticRegression.Fit(_design, _outcome, new LogisticOptions { Estimator = LogisticEstimator.MaximumLikelihood });

    [Benchmark]
    public BcaInterval BootstrapAreas2000() => AucBootstrap.Interval(_events, _scores, 2000, compute: ComputeOptions.SingleThread);
}
