using Thca.Core.Cohorts;
using Thca.Core.Randomness;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Selection;

namespace Thca.Modeling.Training;

/// <summary>
/// A training fold after preprocessing, stage 1 and the ordering of its survivors: all that configurations share. Learns from the fold alone.
/// </summary>
internal sealed class PreparedFold
{
    private readonly bool[] _categorical;

    private PreparedFold(FittedPreprocessing preprocessing, TrainingFold<LabelledMatrix> rows, IReadOnlyList<RankedFeature> ranking, int[] order, bool[] categorical) =>
        (Preprocessing, Rows, Ranking, Order, _categorical) = (preprocessing, rows, ranking, order, categorical);

    public FittedPreprocessing Preprocessing { get; }

    /// <summary>The fold's rows, preprocessed.</summary>
    public TrainingFold<LabelledMatrix> Rows { get; }

    /// <summary>Stage-1 ranking of the preprocessed columns.</summary>
    public IReadOnlyList<RankedFeature> Ranking { get; }

    /// <summary>Survivors of stage 1, best first, as positions among the preprocessed columns.</summary>
    public IReadOnlyList<int> Order { get; }

    public static PreparedFold Prepare(
        TrainingFold<LabelledMatrix> fold, IReadOnlyList<ModelFeature> features, PipelineOptions options, RandomSeed seed, string name, CancellationToken ct)
    {
        FittedPreprocessing preprocessing = FittedPreprocessing.Fit(fold, [.. features.Select(f => f.IsCategorical)], options.Preprocessing);
        TrainingFold<LabelledMatrix> rows = preprocessing.Apply(fold);
        ct.ThrowIfCancellationRequested();
        IReadOnlyList<RankedFeature> ranking = CompositeRanking.Rank(Complete(rows), [.. preprocessing.Columns.Select(c => features[c].Modality)], options.Ranking, seed, name);
        int[] kept = [.. ranking.Where(f => f.Kept).Select(f => f.Column).Order()];
        int[] order = options.Selection == SelectionMethod.Elimination && kept.Length > 1
            ? [.. FeatureElimination.Run(new TrainingFold<LabelledMatrix>(rows.Data.SelectColumns(kept), fold.Name), options.Elimination, seed.DeriveInt32("elimination", name), null, ct).Order.Select(i => kept[i])]
            : [.. ranking.Where(f => f.Kept).OrderByDescending(f => f.Composite).ThenBy(f => f.Column).Select(f => f.Column)];
        return new PreparedFold(preprocessing, rows, ranking, order, [.. preprocessing.Columns.Select(c => features[c].IsCategorical)]);
    }

    /// <summary>Trains one configuration; <paramref name="watched"/> (preprocessed) decides when to stop.</summary>
    public FoldModel Fit(ModelConfiguration configuration, TrainingFold<LabelledMatrix>? watched, RandomSeed seed, string name, CancellationToken ct)
    {
        int[] selected = [.. Order.Take(configuration.FeatureCount).Order()];
        var narrowed = new TrainingFold<LabelledMatrix>(Rows.Data.SelectColumns(selected), Rows.Name);
        bool[] categorical = [.. selected.Select(c => _categorical[c])];
        TrainingFold<LabelledMatrix> balanced = Resampler.Apply(narrowed, configuration.Imbalance, seed, name, categorical);
        if (configuration.Boosting.CategoricalSplits) balanced = WholeCodes(balanced, categorical);
        double weight = configuration.Imbalance.Method == ResamplingMethod.ClassWeight ? (double)(narrowed.Data.RowCount - narrowed.Data.Events) / narrowed.Data.Events : 1;
        PriorShift shift = PriorShift.Of(narrowed.Data, balanced.Data, weight);
        LightGbmBooster booster = LightGbmTrainer.Train(
            balanced,
            watched is null ? null : new TrainingFold<LabelledMatrix>(watched.Data.SelectColumns(selected), watched.Name),
            configuration.Boosting with { PositiveWeight = weight },
            seed.DeriveInt32("lightgbm", name),
            Math.Exp(shift.LogOdds),
            categorical,
            ct);
        return new FoldModel(Preprocessing, selected, booster, shift, ResampledRows.Of(narrowed.Data, balanced.Data));
    }

    /// <summary>Synthetic rows lie between two categories; each gets the nearer one.</summary>
    private static TrainingFold<LabelledMatrix> WholeCodes(TrainingFold<LabelledMatrix> rows, bool[] categorical)
    {
        FeatureMatrix features = rows.Data.Features;
        double[] values = features.Values.ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (categorical[i / features.RowCount]) values[i] = Math.Round(values[i], MidpointRounding.ToEven);
        }

        return new TrainingFold<LabelledMatrix>(new LabelledMatrix(new FeatureMatrix(features.Patients, features.Names, values), rows.Data.Outcome.ToArray()), rows.Name);
    }

    // Ranking needs complete rows; trees may keep their gaps.
    private static TrainingFold<LabelledMatrix> Complete(TrainingFold<LabelledMatrix> rows)
    {
        ReadOnlySpan<double> values = rows.Data.Features.Values;
        bool complete = true;
        foreach (double value in values) complete &= !double.IsNaN(value);
        return complete ? rows : FittedPreprocessing.Fit(rows, new bool[rows.Data.Features.ColumnCount], PreprocessingOptions.Minimal).Apply(rows);
    }
}
