using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Phantoms.Ct;

namespace Thca.Benchmarks.Phantoms;

/// <summary>Generation of one case, one thread. Goal: 128 x 128 x 64 in 0.5 s.</summary>
[MemoryDiagnoser]
public class NeckCtBenchmarks
{
    private static readonly NeckCtOptions Small = new() { Size = new GridSize(96, 96, 40), Spacing = new Spacing(1, 1, 2) };

    [Benchmark]
    public NeckCtCase Full() => NeckCtPhantom.Generate(new NeckCtOptions(), RandomSeed.Default, compute: ComputeOptions.SingleThread);

    [Benchmark]
    public NeckCtCase Cohort() => NeckCtPhantom.Generate(Small, RandomSeed.Default, compute: ComputeOptions.SingleThread);
}
