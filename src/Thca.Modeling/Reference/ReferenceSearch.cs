using Thca.Core.Cohorts;
using Thca.Modeling.Data;
using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Metrics;
using Thca.Modeling.Search;
using Thca.Statistics.Legacy;
using Thca.Statistics.Resampling;

namespace Thca.Modeling.Reference;

/// <summary>The published search: three folds, SMOTE inside them, recall at one half as the objective.</summary>
internal sealed class ReferenceSearch
{
    private const int Folds = 3;
    private const double LeastPrecision = 0.1;
    private const double SmoteAbove = 3;

    private readonly TrainingFold<LabelledMatrix> _fold;
    private readonly ReferenceOptions _options;
    private readonly double _weight;
    private readonly bool _resample;

    public ReferenceSearch(TrainingFold<LabelledMatrix> fold, ReferenceOptions options)
    {
        (_fold, _options) = (fold, options);
        _weight = (double)(fold.Data.RowCount - fold.Data.Events) / fold.Data.Events;
        _resample = _weight > SmoteAbove;
        List<SearchParameter> parameters =
        [
            SearchParameter.Categorical("imbalance", "scale_pos_weight", "is_unbalance"),
            SearchParameter.Integer("n_estimators", 300, 800),
            SearchParameter.Integer("max_depth", 5, 12),
            SearchParameter.Integer("num_leaves", 31, 127),
            SearchParameter.Integer("min_child_samples", 10, 30),
            SearchParameter.Float("learning_rate", 0.02, 0.2, log: true),
            SearchParameter.Float("subsample", 0.6, 1.0),
            SearchParameter.Float("colsample_bytree", 0.6, 1.0),
            SearchParameter.Float("reg_alpha", 0, 1),
            SearchParameter.Float("reg_lambda", 0, 1),
            SearchParameter.Float("min_split_gain", 0, 0.5),
            SearchParameter.Integer("subsample_freq", 1, 10),
            SearchParameter.Float("scale_pos_weight", _weight, 10 * _weight).OnlyIf("imbalance", "scale_pos_weight"),
        ];
        if (_resample) parameters.Add(SearchParameter.Float("smote_strategy", 0.5, 1.0));
        Space = new SearchSpace(parameters);
    }

    public SearchSpace Space { get; }

    /// <summary>By trial the recall in each fold.</summary>
    public List<double[]> FoldValues { get; } = [];

    public TpeOptimizer Run(CancellationToken ct)
    {
        int[] folds = StratifiedKFold.AssignLegacy(_fold.Data.Outcome, Folds, new Mt19937((uint)_options.Seed));
        var search = new TpeOptimizer(Space, new TpeOptions(), TpeDraws.FromLegacy((uint)_options.Seed));
        while (search.Trials.Count < _options.Trials)
        {
            Trial trial = search.Ask();
            search.Tell(trial.Number, Objective(trial, folds, ct));
        }

        return search;
    }

    /// <summary>Boosting settings of a trial; published: a choice of is_unbalance is lost on the way to the final model.</summary>
    public LightGbmOptions Boosting(Trial trial, bool keepUnbalanced) => LightGbmOptions.LibraryDefaults with
    {
        Trees = trial.Integer("n_estimators"),
        MaxDepth = trial.Integer("max_depth"),
        Leaves = trial.Integer("num_leaves"),
        MinRowsPerLeaf = trial.Integer("min_child_samples"),
        LearningRate = trial.Values["learning_rate"],
        RowFraction = trial.Values["subsample"],
        RowFractionEvery = trial.Integer("subsample_freq"),
        ColumnFraction = trial.Values["colsample_bytree"],
        L1 = trial.Values["reg_alpha"],
        L2 = trial.Values["reg_lambda"],
        MinSplitGain = trial.Values["min_split_gain"],
        PositiveWeight = trial.Values.GetValueOrDefault("scale_pos_weight", 1),
        Unbalanced = keepUnbalanced && trial.Choice(Space, "imbalance") == "is_unbalance",
    };

    /// <summary>SMOTE with the tuned ratio, or nothing where the classes are near enough to balance.</summary>
    public ResamplingOptions Smote(Trial trial) => _resample ? Sampler(ResamplingMethod.Smote, trial.Values["smote_strategy"]) : new ResamplingOptions();

    /// <summary>The published samplers: raw distances, three neighbours, codes interpolated like numbers.</summary>
    public static ResamplingOptions Sampler(ResamplingMethod method, double ratio) => new() { Method = method, Ratio = ratio, Neighbours = 3, Scale = false, RoundCategories = false };

    public static TrainingFold<LabelledMatrix> Resample(TrainingFold<LabelledMatrix> fold, ResamplingOptions how, int seed) => Resampler.Apply(fold, how, ResamplerDraws.FromLegacy((uint)seed));

    private double Objective(Trial trial, int[] folds, CancellationToken ct)
    {
        double precision = 0;
        var recall = new double[Folds];
        for (int f = 0; f < Folds; f++)
        {
            (TrainingFold<LabelledMatrix> train, EvaluationFold<LabelledMatrix> held) = _fold.Data.Split(folds, f, $"search {f}");
            using LightGbmBooster booster = LightGbmTrainer.Train(Resample(train, Smote(trial), _options.Seed), Boosting(trial, keepUnbalanced: true), _options.Seed, ct);
            ConfusionCounts counts = ConfusionCounts.Of(held.Data.Outcome, booster.PredictMargin(held.Data.Features), double.Epsilon);
            recall[f] = counts.Sensitivity;
            precision += (double.IsNaN(counts.PositivePredictiveValue) ? 0 : counts.PositivePredictiveValue) / Folds;
        }

        FoldValues.Add(recall);
        double mean = recall.Sum(r => r / Folds);
        return !_resample || precision >= LeastPrecision ? mean : 0.5 * mean;
    }
}
