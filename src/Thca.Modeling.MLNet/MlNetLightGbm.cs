using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Thca.Core.Cohorts;
using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;

namespace Thca.Modeling.MLNet;

/// <summary>
/// Microsoft.ML.LightGbm as an alternative trainer. ML.NET drops the booster after training, so there is no artifact to export; it calibrates by
/// Platt's method on its own training predictions.
/// </summary>
public static class MlNetLightGbm
{
    /// <summary>Trains on a fold, one thread, deterministic.</summary>
    /// <param name="fold">Rows to learn from.</param>
    /// <param name="options">Boosting settings; the sampling of ML.NET's booster follows the same parameters.</param>
    /// <param name="seed">Seed of the library.</param>
    public static IRiskModel Train(TrainingFold<LabelledMatrix> fold, LightGbmOptions options, int seed)
    {
        options.Validate();
        var context = new MLContext(seed);
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = options.Trees,
            LearningRate = options.LearningRate,
            NumberOfLeaves = options.Leaves,
            MinimumExampleCountPerLeaf = options.MinRowsPerLeaf,
            MaximumBinCountPerFeature = options.MaxBins,
            WeightOfPositiveExamples = options.PositiveWeight,
            UnbalancedSets = options.Unbalanced,
            NumberOfThreads = 1,
            Seed = seed,
            Deterministic = true,
            HandleMissingValue = true,
            Booster = new GradientBooster.Options
            {
                MaximumTreeDepth = Math.Max(0, options.MaxDepth),
                L1Regularization = options.L1,
                L2Regularization = options.L2,
                FeatureFraction = options.ColumnFraction,
                SubsampleFraction = options.RowFraction,
                SubsampleFrequency = options.RowFractionEvery,
                MinimumSplitGain = options.MinSplitGain,
                MinimumChildWeight = options.MinHessianPerLeaf,
            },
        });
        ITransformer model = trainer.Fit(context.ToDataView(fold.Data));
        return new Model(context, model, fold.Data.Features.Names);
    }

    private sealed class Model(MLContext context, ITransformer transformer, IReadOnlyList<string> names) : IRiskModel
    {
        public IReadOnlyList<string> FeatureNames => names;

        public double[] PredictProbability(FeatureTable table)
        {
            FeatureTable selected = table.RenameColumns(FeatureNaming.Canonical).SelectColumns(names);
            IDataView scored = transformer.Transform(context.ToDataView(selected));
            return [.. scored.GetColumn<float>("Probability").Select(p => (double)p)];
        }
    }
}
