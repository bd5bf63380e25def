using Thca.Modeling.Imbalance;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Search;

namespace Thca.Modeling.Training;

/// <summary>The search space of the sound protocol and the configuration a trial stands for.</summary>
internal sealed class ConfigurationSpace
{
    private const int MostFeatures = 60;
    private static readonly string[] WithRatio =
        [.. new[] { ResamplingMethod.Smote, ResamplingMethod.Borderline1, ResamplingMethod.Borderline2, ResamplingMethod.Adasyn, ResamplingMethod.SvmSmote, ResamplingMethod.SmoteNc, ResamplingMethod.SmoteEnn, ResamplingMethod.SmoteTomek, ResamplingMethod.RandomOver, ResamplingMethod.RandomUnder }.Select(m => m.ToString())];

    private const int FewestForSynthesis = 6;
    private static readonly ResamplingMethod[] WithoutNeighbours = [ResamplingMethod.ClassWeight, ResamplingMethod.None, ResamplingMethod.RandomOver, ResamplingMethod.RandomUnder];

    private readonly SearchOptions _options;

    /// <summary>Builds the space for folds with so many candidate features and rows of the rarer class; too few rows leave no neighbours to synthesise from.</summary>
    public ConfigurationSpace(SearchOptions options, int features, int rarest)
    {
        ResamplingMethod[] possible = [.. options.Imbalance.Where(m => rarest >= FewestForSynthesis || WithoutNeighbours.Contains(m))];
        if (possible.Length == 0) possible = [ResamplingMethod.ClassWeight];
        _options = options with { Imbalance = possible };
        options = _options;
        List<SearchParameter> parameters =
        [
            SearchParameter.Categorical("imbalance", [.. options.Imbalance.Select(m => m.ToString())]),
            SearchParameter.Integer("features", Math.Min(3, features), Math.Min(MostFeatures, features)),
            SearchParameter.Integer("max_depth", 2, 8),
            SearchParameter.Integer("num_leaves", 4, 63),
            SearchParameter.Integer("min_child_samples", 5, 50),
            SearchParameter.Float("learning_rate", 0.02, 0.2, log: true),
            SearchParameter.Float("subsample", 0.6, 1.0),
            SearchParameter.Float("colsample_bytree", 0.6, 1.0),
            SearchParameter.Float("reg_alpha", 0, 1),
            SearchParameter.Float("reg_lambda_log1p", 0, Math.Log(11)),
            SearchParameter.Float("min_split_gain", 0, 0.5),
        ];
        string[] ratio = [.. WithRatio.Intersect(options.Imbalance.Select(m => m.ToString()))];
        if (ratio.Length > 0)
        {
            parameters.Add(SearchParameter.Float("ratio", 0.3, 1.0).OnlyIf("imbalance", ratio));
            parameters.Add(SearchParameter.Integer("neighbours", 3, 7).OnlyIf("imbalance", ratio));
        }

        Space = new SearchSpace(parameters);
    }

    public SearchSpace Space { get; }

    public ModelConfiguration Of(Trial trial)
    {
        var method = Enum.Parse<ResamplingMethod>(trial.Choice(Space, "imbalance"));
        return new ModelConfiguration(
            new ResamplingOptions
            {
                Method = method,
                Ratio = trial.Values.GetValueOrDefault("ratio", 1),
                Neighbours = (int)trial.Values.GetValueOrDefault("neighbours", 5),
            },
            trial.Integer("features"),
            new LightGbmOptions
            {
                Trees = _options.MaxTrees,
                StopAfter = _options.StopAfter,
                MaxDepth = trial.Integer("max_depth"),
                Leaves = trial.Integer("num_leaves"),
                MinRowsPerLeaf = trial.Integer("min_child_samples"),
                LearningRate = trial.Values["learning_rate"],
                RowFraction = trial.Values["subsample"],
                ColumnFraction = trial.Values["colsample_bytree"],
                L1 = trial.Values["reg_alpha"],
                L2 = Math.Exp(trial.Values["reg_lambda_log1p"]) - 1,
                MinSplitGain = trial.Values["min_split_gain"],
            });
    }
}
