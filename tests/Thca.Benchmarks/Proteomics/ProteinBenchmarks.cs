using BenchmarkDotNet.Attributes;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;
using Thca.Statistics.Contingency;

namespace Thca.Benchmarks.Proteomics;

/// <summary>
/// Goals, one thread: all exact tests of a 2 x 4 table of 34 patients 2 ms; a panel of 8 with 9,999 max-T permutations 200 ms; 5,000 continuous
/// proteins of 200 patients (p, theta with interval, BH) 1 s.
/// </summary>
[MemoryDiagnoser]
public class ProteinBenchmarks
{
    private static readonly int[] High = [2, 4, 6, 5];
    private static readonly int[] Low = [9, 5, 2, 1];
    private ProteinTable _panel = null!;
    private ProteinTable _many = null!;

    [GlobalSetup]
    public void Prepare() => (_panel, _many) = (Table(8, 34, ScaleType.Grade4), Table(5_000, 200, ScaleType.Continuous));

    [Benchmark]
    public TwoRowPermutationResult ExactTable() => TwoRowPermutation.Test(High, Low);

    [Benchmark]
    public ProteinStudy PanelOfEight() => ProteinAnalyzer.Analyze(_panel, compute: ComputeOptions.SingleThread);

    [Benchmark]
    public IReadOnlyList<PairCorrelation> PairsOfEight() => ProteinCorrelations.Analyze(_panel, compute: ComputeOptions.SingleThread);

    [Benchmark]
    public ProteinStudy FiveThousand() => ProteinAnalyzer.Analyze(_many, compute: ComputeOptions.SingleThread);

    private static ProteinTable Table(int proteins, int patients, ScaleType scale)
    {
        int[] groups = [.. Enumerable.Range(0, patients).Select(i => i % 2)];
        return new ProteinTable
        {
            Patients = [.. Enumerable.Range(0, patients).Select(i => new PatientId($"P{i}"))],
            Groups = groups,
            GroupColumn = "Risk_Group_Clinical",
            Proteins = [.. Enumerable.Range(0, proteins).Select(p =>
            {
                RandomStream stream = RandomSeed.Default.Stream("benchmark", "protein", p);
                double[] z = [.. groups.Select(g => stream.NextNormal() + 0.3 * g)];
                return new ProteinValues(new ProteinDefinition($"P{p}"), scale, scale == ScaleType.Grade4 ? [.. z.Select(v => v < -0.7 ? 0.0 : v < 0.1 ? 1 : v < 0.9 ? 2 : 3)] : z);
            })],
        };
    }
}
