using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Selection;

namespace Thca.Modeling.Training;

/// <summary>Fits the whole pipeline to one training fold; nothing outside the fold is seen.</summary>
internal static class FoldPipeline
{
    public static FoldModel Fit(
        TrainingFold<LabelledMatrix> fold, IReadOnlyList<ModelFeature> features, PipelineOptions options, RandomSeed seed, string name, CancellationToken ct)
    {
        FittedPreprocessing preprocessing = FittedPreprocessing.Fit(fold, [.. features.Select(f => f.IsCategorical)], options.Preprocessing);
        TrainingFold<LabelledMatrix> prepared = preprocessing.Apply(fold);
        ct.ThrowIfCancellationRequested();
        int[] selected = Select(prepared, [.. preprocessing.Columns.Select(c => features[c].Modality)], options, seed, name);
        double weight = options.ClassWeight ? (double)(fold.Data.RowCount - fold.Data.Events) / fold.Data.Events : 1;
        LightGbmBooster booster = LightGbmTrainer.Train(
            new TrainingFold<LabelledMatrix>(prepared.Data.SelectColumns(selected), fold.Name),
            options.Boosting with { PositiveWeight = weight },
            seed.DeriveInt32("lightgbm", name),
            ct);
        return new FoldModel(preprocessing, selected, booster, weight);
    }

    private static int[] Select(TrainingFold<LabelledMatrix> fold, Modality[] modalities, PipelineOptions options, RandomSeed seed, string name)
    {
        IEnumerable<RankedFeature> kept = CompositeRanking.Rank(fold, modalities, options.Ranking, seed, name).Where(f => f.Kept);
        if (options.MaxFeatures is { } most) kept = kept.OrderByDescending(f => f.Composite).ThenBy(f => f.Column).Take(most);
        return [.. kept.Select(f => f.Column).Order()];
    }
}
