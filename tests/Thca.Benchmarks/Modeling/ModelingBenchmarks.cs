using BenchmarkDotNet.Attributes;
using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Selection;

namespace Thca.Benchmarks.Modeling;

/// <summary>Steps of training on 1,000 patients: SMOTE of 100 columns, stage-1 ranking and one booster of 150 columns.</summary>
[MemoryDiagnoser]
public class ModelingBenchmarks
{
    private TrainingFold<LabelledMatrix> _hundred = null!;
    private TrainingFold<LabelledMatrix> _wide = null!;

    [GlobalSetup]
    public void Prepare() => (_hundred, _wide) = (Rows(100), Rows(150));

    [Benchmark]
    public int Smote() => Resampler.Apply(_hundred, new ResamplingOptions { Method = ResamplingMethod.Smote }, RandomSeed.Default, "bench").Data.RowCount;

    [Benchmark]
    public int Ranking() => CompositeRanking.Rank(_wide, [.. Enumerable.Repeat(Modality.Radiomics, 150)], new CompositeOptions(), RandomSeed.Default, "bench").Count;

    [Benchmark]
    public int Boosting()
    {
        using LightGbmBooster booster = LightGbmTrainer.Train(_wide, new LightGbmOptions(), 1);
        return booster.TreeCount;
    }

    private static TrainingFold<LabelledMatrix> Rows(int columns)
    {
        RandomStream random = RandomSeed.Default.Stream("bench", "", columns);
        bool[] outcome = [.. Enumerable.Range(0, 1000).Select(i => i % 7 == 0)];
        double[] values = [.. Enumerable.Range(0, columns).SelectMany(c => outcome.Select(y => random.NextNormal() + (y && c < 8 ? 0.5 : 0)))];
        return new(new LabelledMatrix(new FeatureMatrix([.. outcome.Select((_, i) => $"P{i}")], [.. Enumerable.Range(0, columns).Select(c => $"f{c}")], values), outcome));
    }
}
