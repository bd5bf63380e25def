using System.Globalization;
using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Metrics;
using Thca.Modeling.Reference;
using Thca.Modeling.Selection;
using Thca.Modeling.Training;
using Thca.Statistics.Legacy;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Tests.Training;

/// <summary>Pure noise of the study's size: the sound protocol must find nothing, and selection before cross-validation shows what it pretends.</summary>
public sealed class LeakProbeTests
{
    private const int Patients = 885;
    private const int Events = 120;
    private const int Columns = 229;

    [Fact]
    public void Sound_protocol_finds_nothing_in_noise_and_published_selection_pretends_to()
    {
        bool full = Environment.GetEnvironmentVariable("THCA_LONG") == "1";
        Assert.SkipUnless(full, "Twenty cohorts of 885 patients take minutes; set THCA_LONG=1.");
        int seeds = int.TryParse(Environment.GetEnvironmentVariable("THCA_LEAK_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? wanted : 20;
        List<double> areas = [], optimistic = [];
        for (int seed = 0; seed < seeds; seed++)
        {
            TrainingTable table = Noise(seed);
            var options = new CritTrainingOptions
            {
                Validation = new CrossValidationOptions { Folds = 5, Repeats = 1 }, Metrics = new MetricOptions { Replicates = 0, SmoothReplicates = 0 }, ThresholdReplicates = 0, RankingReplicates = 0,
                Search = new SearchOptions { InnerFolds = 3 },
            };
            areas.Add(CritTrainer.Train(new TrainingFold<TrainingTable>(table), options, new RandomSeed(seed)).Metrics["auc_roc"].Value);
            if (seed < 3) optimistic.Add(PublishedOptimum(table, seed));
        }

        string summary = string.Create(CultureInfo.InvariantCulture, $"mean nested AUC {areas.Average():0.000} over {seeds} seeds ({areas.Min():0.000} to {areas.Max():0.000}); average precision of the published elimination {optimistic.Average():0.000} at prevalence {(double)Events / Patients:0.000}");
        TestContext.Current.SendDiagnosticMessage(summary);
        Assert.True(Math.Abs(areas.Average() - 0.5) <= 0.05, summary);
        Assert.True(optimistic.Average() > 1.5 * Events / Patients, summary);
    }

    /// <summary>Stage 1 on the training part of the published split, then elimination with cross-validation on its survivors; the highest mean average precision.</summary>
    private static double PublishedOptimum(TrainingTable table, int seed)
    {
        TrainingFold<LabelledMatrix> fold = ReferenceSplit.Of(table.Rows.Outcome, 42).Training(table.Rows);
        IReadOnlyList<RankedFeature> ranking = CompositeRanking.Rank(fold, [.. table.Features.Select(f => f.Modality)], new CompositeOptions { PublishedSensitivity = true }, new RandomSeed(seed), "probe");
        int[] kept = [.. ranking.Where(f => f.Kept).Select(f => f.Column).Order()];
        var survivors = new TrainingFold<LabelledMatrix>(fold.Data.SelectColumns(kept));
        int[] folds = StratifiedKFold.AssignLegacy(fold.Data.Outcome, 5, new Mt19937(42));
        var elimination = new EliminationOptions { Importance = ImportanceKind.Splits, Minimum = EliminationOptions.PublishedMinimum("Radiomics", kept.Length) };
        return FeatureElimination.CrossValidated(survivors, folds, elimination, 42).MeanScore.Max();
    }

    private static TrainingTable Noise(int seed)
    {
        RandomStream random = new RandomSeed(seed).Stream("leak probe");
        bool[] y = [.. Enumerable.Range(0, Patients).Select(i => i < Events)];
        random.Shuffle<bool>(y);
        double[] values = [.. Enumerable.Range(0, Patients * Columns).Select(_ => random.NextNormal())];
        ModelFeature[] features = [.. Enumerable.Range(0, Columns).Select(c => new ModelFeature($"glcm_N{c:D3}", Modality.Radiomics))];
        return new TrainingTable
        {
            Rows = new LabelledMatrix(new FeatureMatrix([.. y.Select((_, i) => $"P{i:D3}")], [.. features.Select(f => f.Name)], values), y), Features = features, OutcomeName = "M_stage",
        };
    }
}
