using Thca.Core.Randomness;
using Thca.Modeling.Metrics;
using Thca.Modeling.Ranking;
using Thca.Testing;

namespace Thca.Modeling.Tests.Ranking;

public sealed class RankingTests
{
    [Theory]
    [InlineData(-.40, .10, .08)]
    [InlineData(-.20, .40, .32)]
    [InlineData(-.10, .70, .56)]
    [InlineData(-.05, .775, .62)]
    [InlineData(0, .90, .90)]
    [InlineData(.05, .95, .95)]
    [InlineData(.100001, .799998, .799998)]
    [InlineData(.20, .60, .60)]
    [InlineData(.60, .30, .30)]
    public void Stability_of_the_printed_changes(double change, double expected, double critical)
    {
        Close.To(expected, Stability.Score(1, 1 + change, critical: false), 1e-9);
        Close.To(critical, Stability.Score(1, 1 + change, critical: true), 1e-9);
    }

    [Fact]
    public void Stability_without_a_base_or_external_data()
    {
        Assert.Equal(0.5, Stability.Score(0, 1, false));
        Assert.Equal(50, Stability.OfModel(new Dictionary<string, double>(), null));
        Assert.Equal(("Good", "Caution", "Unstable", ""), (Stability.Category(0.1), Stability.Category(-0.2), Stability.Category(0.3), Stability.Category(double.NaN)));
    }

    [Fact]
    public void Published_min_max_of_the_printed_example()
    {
        Dictionary<string, double> Model(double sensitivity, double brier) =>
            ScoreWeights.Script.Keys.ToDictionary(k => k, k => k switch { "sensitivity" => sensitivity, "brier_score" => brier, _ => 0.5 });
        IReadOnlyList<IReadOnlyDictionary<string, double>> scores = ScreeningScore.MinMax([Model(0.80, 0.10), Model(0.90, 0.08), Model(0.95, 0.12)]);
        Close.To([0, 66.6666666667, 100], [.. scores.Select(s => s["sensitivity"])], 1e-9);
        Close.To([50, 100, 0], [.. scores.Select(s => s["brier_score"])], 1e-9, 1e-9);
        Assert.All(scores, s => Assert.Equal(50, s["npv"]));
    }

    [Fact]
    public void Weights_sum_to_one()
    {
        Close.To(1, ScoreWeights.Script.Values.Sum(), 1e-12);
        Close.To(1, ScoreWeights.Sound.Values.Sum(), 1e-12);
    }

    [Fact]
    public void Published_penalties_multiply()
    {
        Dictionary<string, double> Metrics(double se, double npv) => new() { ["sensitivity"] = se, ["npv"] = npv };
        Close.To(0.5 * 0.7 * 0.5 * 0.7, ScreeningScore.PublishedPenalty(Metrics(0.6, 0.8), Metrics(0.6, 0.75)), 1e-12);
        Assert.Equal(1, ScreeningScore.PublishedPenalty(Metrics(0.9, 0.95), null));
        Close.To(0.8 * 0.8, ScreeningScore.PublishedPenalty(Metrics(0.95, 0.99), Metrics(0.75, 0.85)), 1e-12);
    }

    [Fact]
    public void Better_predictions_rank_first_and_equal_ones_go_to_fewer_features()
    {
        RandomStream random = RandomSeed.Default.Stream("rank");
        bool[] y = [.. Enumerable.Range(0, 120).Select(i => i % 5 == 0)];
        string[] patients = [.. y.Select((_, i) => $"P{i}")];
        PredictedCohort Cohort(double effect) => PredictedCohort.Single(patients, y, [.. y.Select(v => Math.Clamp(0.2 + (v ? effect : 0) + 0.1 * random.NextNormal(), 0.01, 0.99))], 0.3);
        PredictedCohort good = Cohort(0.4), poor = Cohort(0.05);
        IReadOnlyList<RankedCombination> ranking = CombinationRanking.Rank([("poor", poor, 3, 1), ("good, many", good, 30, 3), ("good, few", good, 10, 1)], replicates: 50);
        Assert.Equal(["good, few", "good, many", "poor"], ranking.Select(r => r.Name));
        Assert.Equal(1, ranking[0].ChanceBest);
        Assert.Equal(3, ranking[2].RankLower);
    }

    [Fact]
    public void Undefined_components_never_win()
    {
        Dictionary<string, double> metrics = MetricCatalog.Keys.ToDictionary(k => k, _ => double.NaN);
        metrics["prevalence"] = 0.1;
        Assert.Equal(0, ScreeningScore.Total(ScreeningScore.Anchored(metrics), ScoreWeights.Sound));
    }
}
