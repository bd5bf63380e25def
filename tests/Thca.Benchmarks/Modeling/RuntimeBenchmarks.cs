using BenchmarkDotNet.Attributes;
using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Runtime;
using Thca.Modeling.Runtime.Artifact;
using Thca.Modeling.Runtime.Scoring;
using Thca.Modeling.Training;

namespace Thca.Benchmarks.Modeling;

/// <summary>The embedded runtime on a model of 300 trees of 31 leaves and 30 features: loading with all checks, one patient, one explanation, 10,000 rows.</summary>
[MemoryDiagnoser]
public class RuntimeBenchmarks
{
    private const int Columns = 30;
    private const int Patients = 1000;
    private byte[] _file = [];
    private CritModel _model = null!;
    private Dictionary<string, CritInput> _patient = [];
    private double[] _rows = [];
    private readonly double[] _margins = new double[10_000];
    private readonly double[] _probabilities = new double[10_000];

    [GlobalSetup]
    public void Prepare()
    {
        RandomStream random = RandomSeed.Default.Stream("bench", "runtime");
        bool[] outcome = [.. Enumerable.Range(0, Patients).Select(i => i % 7 == 0)];
        double[] values = [.. Enumerable.Range(0, Columns).SelectMany(c => outcome.Select(y => random.NextNormal() + (y && c < 8 ? 0.5 : 0)))];
        ModelFeature[] features = [.. Enumerable.Range(0, Columns).Select(c => new ModelFeature($"glcm_F{c}", Modality.Radiomics))];
        var table = new TrainingTable
        {
            Rows = new LabelledMatrix(new FeatureMatrix([.. outcome.Select((_, i) => $"P{i}")], [.. features.Select(f => f.Name)], values), outcome), Features = features, OutcomeName = "M_stage",
        };
        CritTrainingOptions options = new()
        {
            Validation = new CrossValidationOptions { Folds = 2, Repeats = 1 }, Metrics = new MetricOptions { Replicates = 0, SmoothReplicates = 0 }, ThresholdReplicates = 0, RankingReplicates = 0,
            Pipeline = new PipelineOptions { Ranking = new() { CumulativeShare = 1, SignificanceSigma = -100 }, Preprocessing = new() { RedundancyCorrelation = 1 }, Boosting = LightGbmOptions.LibraryDefaults with { Trees = 300, MinRowsPerLeaf = 5 } },
            Search = new SearchOptions { InnerFolds = 2 },
        };
        CritArtifact artifact = CritTrainer.Train(new TrainingFold<TrainingTable>(table), options).Artifact;
        _file = CritArtifactJson.ToBytes(artifact);
        _model = CritModel.Load(_file);
        _patient = _model.FeatureNames.ToDictionary(n => n, _ => CritInput.Of(random.NextNormal()), StringComparer.Ordinal);
        _rows = [.. Enumerable.Range(0, 10_000 * _model.FeatureNames.Count).Select(_ => random.NextNormal())];
    }

    [Benchmark]
    public CritModel Load() => CritModel.Load(_file);

    [Benchmark]
    public double PredictOne() => _model.Predict(_patient).Probability;

    [Benchmark]
    public double ExplainOne() => _model.Explain(_patient).Base;

    [Benchmark]
    public double PredictTenThousandRows()
    {
        _model.PredictRows(_rows, _margins, _probabilities);
        return _probabilities[0];
    }
}
