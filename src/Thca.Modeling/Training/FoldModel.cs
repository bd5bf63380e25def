using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;

namespace Thca.Modeling.Training;

/// <summary>A pipeline fitted to one training fold. Dispose it to free the booster.</summary>
internal sealed class FoldModel(FittedPreprocessing preprocessing, int[] selected, LightGbmBooster booster, double positiveWeight) : IDisposable
{
    /// <summary>Constants of the columns that survived preprocessing.</summary>
    public FittedPreprocessing Preprocessing => preprocessing;

    /// <summary>Columns of the trees, as positions among the columns that survived preprocessing.</summary>
    public IReadOnlyList<int> Selected => selected;

    /// <summary>Columns of the trees, as positions in the original table.</summary>
    public IReadOnlyList<int> Columns { get; } = [.. selected.Select(i => preprocessing.Columns[i])];

    /// <summary>The trees.</summary>
    public LightGbmBooster Booster => booster;

    /// <summary>Weight of events in training.</summary>
    public double PositiveWeight => positiveWeight;

    /// <summary>Margin of every row of a table with the original columns.</summary>
    public double[] PredictMargin(FeatureMatrix features) => booster.PredictMargin(preprocessing.Apply(features).SelectColumns(selected));

    /// <summary>Log-odds after the class weight is undone.</summary>
    public double[] PredictLogOdds(FeatureMatrix features)
    {
        double shift = Math.Log(positiveWeight);
        return Array.ConvertAll(PredictMargin(features), m => m - shift);
    }

    public void Dispose() => booster.Dispose();
}
