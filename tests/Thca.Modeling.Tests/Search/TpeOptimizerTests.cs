using System.Text.Json;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Modeling.Search;
using Thca.Testing;

namespace Thca.Modeling.Tests.Search;

public sealed class TpeOptimizerTests
{
    private static readonly SearchSpace Space = new(
        SearchParameter.Float("x", -5, 5), SearchParameter.Float("lr", 1e-4, 1e-1, log: true), SearchParameter.Integer("leaves", 4, 40), SearchParameter.Categorical("mode", "a", "b", "c"));

    private static double Objective(Trial t) =>
        -Math.Pow(t.Values["x"] - 1.3, 2) - Math.Pow(Math.Log10(t.Values["lr"]) + 2, 2) - Math.Pow((t.Values["leaves"] - 20) / 10, 2) - 0.5 * t.Values["mode"];

    [Theory]
    [InlineData("seed42", 42u)]
    [InlineData("seed2024", 2024u)]
    public void Stored_trace_is_reproduced(string name, uint seed)
    {
        JsonElement c = GoldenJson.Open("stats", "tpe.json").GetProperty("cases").GetProperty(name);
        var optimizer = new TpeOptimizer(Space, new TpeOptions { Variant = TpeVariant.Independent310 }, TpeDraws.FromLegacy(seed));
        foreach (JsonElement expected in c.GetProperty("trials").EnumerateArray())
        {
            Trial trial = optimizer.Ask();
            JsonElement p = expected.GetProperty("params");
            string what = $"trial {trial.Number}";
            Close.To(p.GetProperty("x").GetDouble(), trial.Values["x"], 1e-8, 1e-9, what);
            Close.To(p.GetProperty("lr").GetDouble(), trial.Values["lr"], 1e-8, 1e-12, what);
            Assert.Equal((p.GetProperty("leaves").GetInt32(), p.GetProperty("mode").GetString()), (trial.Integer("leaves"), trial.Choice(Space, "mode")));
            optimizer.Tell(trial.Number, Objective(trial));
        }

        Close.To(c.GetProperty("best_value").GetDouble(), optimizer.Best!.Value, 1e-8);
    }

    [Fact]
    public void One_two_and_eight_workers_find_the_same_trials()
    {
        Trial[] Run(int workers)
        {
            var optimizer = new TpeOptimizer(Space, seed: new RandomSeed(3));
            optimizer.Run(40, Objective, new ComputeOptions { MaxDegreeOfParallelism = workers });
            return [.. optimizer.Trials];
        }

        string[] Text(int workers) => [.. Run(workers).Select(t => $"{t.Number} {t.Value:R} {string.Join(' ', t.Values.Values.Select(v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}")];
        Assert.Equal(Text(1), Text(2));
        Assert.Equal(Text(1), Text(8));
    }

    [Fact]
    public void Finds_better_values_than_random_search()
    {
        double[] model = [.. Enumerable.Range(0, 10).Select(s => Best(s, startup: 10))], random = [.. Enumerable.Range(0, 10).Select(s => Best(s, startup: 60))];
        Assert.True(model.Average() > random.Average());

        static double Best(int seed, int startup)
        {
            var optimizer = new TpeOptimizer(Space, new TpeOptions { StartupTrials = startup }, new RandomSeed(seed));
            optimizer.Run(60, Objective, ComputeOptions.SingleThread);
            return optimizer.Best!.Value;
        }
    }

    [Fact]
    public void Conditional_parameters_exist_only_with_their_choice()
    {
        var space = new SearchSpace(SearchParameter.Categorical("mode", "on", "off"), SearchParameter.Float("k", 0, 1).OnlyIf("mode", "on"));
        var optimizer = new TpeOptimizer(space);
        optimizer.Run(40, t => t.Values.TryGetValue("k", out double k) ? k : -1);
        Assert.All(optimizer.Trials, t => Assert.Equal(t.Choice(space, "mode") == "on", t.Values.ContainsKey("k")));
        Assert.True(optimizer.Best!.Value > 0.8);
        Assert.Throws<ArgumentException>(() => new SearchSpace(SearchParameter.Float("k", 0, 1).OnlyIf("mode", "on")));
    }

    [Fact]
    public void Failed_trials_are_kept_and_too_many_are_an_error()
    {
        var optimizer = new TpeOptimizer(Space);
        optimizer.Run(20, t => t.Number % 4 == 0 ? throw new InvalidOperationException("boom") : Objective(t));
        Assert.Equal(5, optimizer.Trials.Count(t => t.State == TrialState.Failed));
        Assert.Throws<ThcaException>(() => new TpeOptimizer(Space).Run(10, _ => double.NaN));
    }

    [Fact]
    public void Restored_trials_continue_the_same_search()
    {
        var whole = new TpeOptimizer(Space, seed: new RandomSeed(9));
        whole.Run(32, Objective);
        var resumed = new TpeOptimizer(Space, seed: new RandomSeed(9));
        foreach (Trial trial in whole.Trials.Take(16)) resumed.Restore(trial);
        resumed.Run(32, Objective);
        Assert.Equal(whole.Trials.Select(t => t.Value), resumed.Trials.Select(t => t.Value));
    }

    [Fact]
    public void Bandwidths_of_both_variants()
    {
        SearchParameter p = SearchParameter.Float("s", 0.6, 1.0);
        Assert.Equal([0.1, 0.1, 0.08], Rounded(TpeVariant.Independent3x));
        Assert.Equal([0.2, 0.2, 0.08], Rounded(TpeVariant.Independent49));
        double[] Rounded(TpeVariant variant) => [.. new ParzenEstimator(p, [0.7, 0.9, 0.65], variant).ObservedSpreads.Select(v => Math.Round(v, 10))];
    }

    [Fact]
    public void Median_pruner_stops_what_is_worse_than_the_median()
    {
        var pruner = new MedianPruner(startupTrials: 2);
        foreach ((int trial, double value) in new[] { (0, 1.0), (1, 3.0) })
        {
            Assert.False(pruner.ReportAndDecide(trial, value));
            pruner.Complete(trial);
        }

        Assert.True(pruner.ReportAndDecide(2, 1.5));
        Assert.False(pruner.ReportAndDecide(3, 2.5));
    }
}
