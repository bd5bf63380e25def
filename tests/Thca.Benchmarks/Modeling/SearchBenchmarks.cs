using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Modeling.Search;

namespace Thca.Benchmarks.Modeling;

/// <summary>Overhead of the optimiser: 1,000 trials of 12 parameters (six real, four integer, two categorical); divide by 1,000 for one trial.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private static readonly SearchSpace Space = new(
    [
        .. Enumerable.Range(0, 6).Select(i => SearchParameter.Float($"real {i}", 0.01, 1, log: i % 2 == 0)),
        .. Enumerable.Range(0, 4).Select(i => SearchParameter.Integer($"integer {i}", 1, 100)),
        .. Enumerable.Range(0, 2).Select(i => SearchParameter.Categorical($"choice {i}", "a", "b", "c")),
    ]);

    /// <summary>Form of the estimator.</summary>
    [Params(TpeVariant.Independent3x, TpeVariant.Multivariate5)]
    public TpeVariant Variant { get; set; }

    [Benchmark]
    public double ThousandTrials()
    {
        var search = new TpeOptimizer(Space, new TpeOptions { Variant = Variant });
        search.Run(1000, t => -t.Values.Values.Sum(v => (v - 0.5) * (v - 0.5)), ComputeOptions.SingleThread);
        return search.Best!.Value;
    }
}
