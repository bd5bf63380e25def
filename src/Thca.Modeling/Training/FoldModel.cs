using Thca.Modeling.Data;
using Thca.Modeling.LightGbm;
using Thca.Modeling.Preprocessing;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Training;

/// <summary>A pipeline fitted to one training fold. Dispose it to free the booster.</summary>
internal sealed class FoldModel(FittedPreprocessing preprocessing, int[] selected, LightGbmBooster booster, PriorShift shift, ResampledRows rows) : IDisposable
{
    /// <summary>Constants of the columns that survived preprocessing.</summary>
    public FittedPreprocessing Preprocessing => preprocessing;

    /// <summary>Columns of the trees, as positions among the columns that survived preprocessing.</summary>
    public IReadOnlyList<int> Selected => selected;

    /// <summary>Columns of the trees, as positions in the original table.</summary>
    public IReadOnlyList<int> Columns { get; } = [.. selected.Select(i => preprocessing.Columns[i])];

    /// <summary>The trees.</summary>
    public LightGbmBooster Booster => booster;

    /// <summary>What weights and resampling did to the odds.</summary>
    public PriorShift Shift => shift;

    /// <summary>Sizes of the training part before and after resampling.</summary>
    public ResampledRows Rows => rows;

    /// <summary>Margin of every row of a table with the original columns.</summary>
    public double[] PredictMargin(FeatureMatrix features) => booster.PredictMargin(Prepared(features));

    /// <summary>Contributions of the trees' columns to every row's margin, the base value last.</summary>
    public double[][] Contributions(FeatureMatrix features)
    {
        double[] flat = booster.PredictContributions(Prepared(features));
        int width = selected.Length + 1;
        return [.. Enumerable.Range(0, features.RowCount).Select(r => flat[(r * width)..((r + 1) * width)])];
    }

    /// <summary>Columns of the trees after preprocessing.</summary>
    public FeatureMatrix Prepared(FeatureMatrix features) => preprocessing.Apply(features).SelectColumns(selected);

    /// <summary>The same trees with the counts of other rows behind their contributions. Frees this model.</summary>
    /// <param name="rows">Rows after preprocessing, with all columns that survived it.</param>
    public FoldModel Recounted(FeatureMatrix rows)
    {
        FeatureMatrix narrowed = rows.SelectColumns(selected);
        var values = new double[narrowed.RowCount * narrowed.ColumnCount];
        for (int r = 0; r < narrowed.RowCount; r++)
        {
            for (int c = 0; c < narrowed.ColumnCount; c++) values[r * narrowed.ColumnCount + c] = narrowed[r, c];
        }

        LightGbmBooster recounted = LightGbmBooster.FromText(LightGbmTextWriter.Recount(booster.ToText(), values), booster.FeatureNames);
        booster.Dispose();
        return new FoldModel(preprocessing, selected, recounted, shift, Rows);
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose() => booster.Dispose();
}
