using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Selection;
using Thca.Statistics.Resampling;
using Thca.Testing;

namespace Thca.Modeling.Tests.Selection;

public sealed class SelectionTests
{
    private static readonly EliminationOptions Fast = new() { Boosting = LightGbmOptions.LibraryDefaults with { Trees = 20, MaxDepth = 3, Leaves = 7 } };

    [Fact]
    public void Informative_columns_rank_first_and_names_stay_with_their_columns()
    {
        var fold = new TrainingFold<LabelledMatrix>(SyntheticCohort.Rows(300, 30, seed: 1, informative: 3, effect: 1.5));
        IReadOnlyList<RankedFeature> ranked = CompositeRanking.Rank(fold, [.. Enumerable.Repeat(Modality.Radiomics, 30)], new CompositeOptions(), RandomSeed.Default, "t");
        Assert.Equal([0, 1, 2], ranked.OrderBy(r => r.Rank).Take(3).Select(r => r.Column).Order());
        Assert.All(ranked, r => Assert.Equal(fold.Data.Features.Names[r.Column], r.Name));
        Assert.InRange(ranked.Count(r => r.Kept), 10, 30);
    }

    [Fact]
    public void Small_blocks_and_the_ITHscore_are_kept_whole()
    {
        var fold = new TrainingFold<LabelledMatrix>(SyntheticCohort.Rows(100, 4, seed: 1, informative: 0));
        Assert.All(CompositeRanking.Rank(fold, [Modality.Clinical, Modality.Clinical, Modality.Clinical, Modality.IthScore], new CompositeOptions(), RandomSeed.Default, "t"), r => Assert.True(r.Kept));
    }

    [Theory]
    [InlineData(28, Modality.Clinical, 8)]
    [InlineData(107, Modality.Radiomics, 21)]
    [InlineData(93, Modality.ITed, 18)]
    public void At_least_the_minimum_of_the_modality_is_kept(int columns, Modality modality, int minimum)
    {
        double[] steep = [.. Enumerable.Range(0, columns).Select(i => i == 0 ? 1.0 : 1e-6)];
        Assert.Equal(minimum, CompositeRanking.CountToKeep(steep, modality, new CompositeOptions()));
        Assert.InRange(CompositeRanking.CountToKeep([.. Enumerable.Repeat(0.5, columns)], modality, new CompositeOptions()), minimum, columns);
    }

    [Fact]
    public void Published_sensitivity_indicator_rewards_a_constant_and_the_sound_one_does_not()
    {
        bool[] y = [.. Enumerable.Range(0, 40).Select(i => i % 5 == 0)];
        double[] skewed = [.. Enumerable.Range(0, 40).Select(i => i == 1 ? 1.0 : 0.0)];
        RandomStream Stream() => RandomSeed.Default.Stream("x");
        Assert.Equal(1, UnivariateIndicators.Of(skewed, y, 0, publishedSensitivity: true, Stream()).Sensitivity);
        Assert.InRange(UnivariateIndicators.Of(skewed, y, 0, publishedSensitivity: false, Stream()).Sensitivity, 0, 0.2);
    }

    [Fact]
    public void Mutual_information_is_near_the_truth_for_separated_and_for_independent_values()
    {
        bool[] y = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)];
        RandomStream random = RandomSeed.Default.Stream("mi");
        double[] apart = [.. y.Select(v => random.NextDouble() + (v ? 10 : 0))], noise = [.. y.Select(_ => random.NextNormal())];
        Close.To(Math.Log(2), MutualInformation.Estimate(apart, y, random), 0.02, 0.02);
        Assert.InRange(MutualInformation.Estimate(noise, y, random), 0, 0.06);
    }

    [Fact]
    public void Elimination_keeps_the_informative_columns_and_ranks_by_round()
    {
        var fold = new TrainingFold<LabelledMatrix>(SyntheticCohort.Rows(300, 24, seed: 3, informative: 3, effect: 1.5));
        EliminationPath path = FeatureElimination.Run(fold, Fast, seed: 1);
        Assert.Equal([0, 1, 2], path.Take(3));
        Assert.Equal(Enumerable.Range(0, 24), path.Order.Order());
        Assert.Equal([24, 22, 20, 19, 18], path.Counts.Take(5));
        int[] folds = StratifiedKFold.Assign(fold.Data.Outcome, 3, RandomSeed.Default.Stream("f"));
        EliminationResult result = FeatureElimination.CrossValidated(fold, folds, Fast with { Minimum = 2 }, 1, ComputeOptions.SingleThread);
        Assert.Contains(result.Selected, c => c < 3);
        Assert.All(result.Selected, c => Assert.Equal(1, result.Ranking[c]));
        Assert.Equal(24 - result.Selected.Count, result.Ranking.Count(r => r > 1));
        Assert.Equal(result.Counts.Count, result.MeanScore.Count);
    }

    [Fact]
    public void Stability_index_is_one_for_equal_sets_and_about_zero_for_random_ones()
    {
        Assert.Equal(1, SelectionStability.Nogueira([[0, 1], [0, 1], [0, 1]], 10), 12);
        RandomStream random = RandomSeed.Default.Stream("s");
        int[][] sets = [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 20).Where(_ => random.NextDouble() < 0.3).ToArray())];
        Assert.InRange(SelectionStability.Nogueira(sets, 20), -0.02, 0.02);
        Assert.True(double.IsNaN(SelectionStability.Nogueira([[0]], 3)));
    }

    [Fact]
    public void Preprocessing_drops_constant_and_redundant_columns_and_learns_only_from_the_fold()
    {
        LabelledMatrix rows = SyntheticCohort.Rows(200, 3, seed: 6);
        double[] a = rows.Features.Column(0).ToArray();
        double[] values = [.. a, .. a.Select(v => 2 * v + 1), .. Enumerable.Repeat(7.0, 200)];
        values[3] = double.NaN;
        var fold = new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(rows.Features.Patients, ["a", "twin", "constant"], values), rows.Outcome.ToArray()));
        FittedPreprocessing fitted = FittedPreprocessing.Fit(fold, [false, false, false], new PreprocessingOptions());
        Assert.Single(fitted.Columns);
        FeatureMatrix applied = fitted.Apply(new FeatureMatrix(["new"], ["a", "twin", "constant"], [double.NaN, double.NaN, 1]));
        Assert.Equal(fitted.Constants[0].Fill, applied[0, 0]);
        Assert.Equal(3, FittedPreprocessing.Fit(fold, [false, false, false], PreprocessingOptions.Minimal).Columns.Count);
    }
}
