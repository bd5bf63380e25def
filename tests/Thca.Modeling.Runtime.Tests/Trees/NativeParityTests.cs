using Thca.Modeling.Runtime.Tests.Native;
using Thca.Modeling.Runtime.Trees;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Trees;

public class NativeParityTests
{
    private static int Models => Environment.GetEnvironmentVariable("THCA_LONG") == "1" ? 2000 : 120;

    [Fact]
    public void RandomModelsPredictAsLightGbm()
    {
        int categorical = 0, average = 0;
        for (int seed = 0; seed < Models; seed++)
        {
            RandomModel model = RandomModel.Train(seed);
            TreeEnsemble trees = LightGbmTextReader.Read(model.Text);
            int count = model.Rows.Length / model.Columns;
            if (model.Text.Contains("cat_threshold", StringComparison.Ordinal)) categorical++;
            if (trees.AverageOutput) average++;
            double[] raw = new double[count], probability = new double[count], leaves = new double[count * trees.TreeCount];
            var leaf = new int[trees.TreeCount];
            for (int r = 0; r < count; r++)
            {
                ReadOnlySpan<double> row = model.Rows.AsSpan(r * model.Columns, model.Columns);
                (raw[r], probability[r]) = (trees.RawScore(row), trees.Probability(row));
                trees.Leaves(row, leaf);
                for (int t = 0; t < leaf.Length; t++) leaves[r * leaf.Length + t] = leaf[t];
            }

            string what = $"seed {seed}: {model.Parameters}";
            Close.To(NativeLightGbm.Predict(model.Text, model.Rows, model.Columns, NativeLightGbm.Leaf), leaves, 0, 0, what);
            Close.To(NativeLightGbm.Predict(model.Text, model.Rows, model.Columns, NativeLightGbm.Raw), raw, 1e-12, 1e-15, what);
            Close.To(NativeLightGbm.Predict(model.Text, model.Rows, model.Columns, NativeLightGbm.Probability), probability, 1e-12, 0, what);
            double[] margins = new double[count];
            trees.Margins(model.Rows, margins);
            for (int r = 0; r < count; r++) Assert.Equal(trees.Margin(model.Rows.AsSpan(r * model.Columns, model.Columns)), margins[r]);
        }

        Assert.True(categorical > 10 && average > 5, $"{categorical} categorical, {average} averaged models.");
    }

    [Fact]
    public void RandomModelsExplainAsLightGbm()
    {
        for (int seed = 0; seed < Models / 2; seed++)
        {
            RandomModel model = RandomModel.Train(seed);
            TreeEnsemble trees = LightGbmTextReader.Read(model.Text);
            double[] native = NativeLightGbm.Predict(model.Text, model.Rows, model.Columns, NativeLightGbm.Contributions);
            double[] phi = new double[model.Rows.Length];
            trees.ContributionsOfRows(model.Rows, phi);
            for (int r = 0; r < phi.Length / model.Columns; r++)
            {
                double sum = trees.BaseValue();
                for (int j = 0; j < model.Columns; j++)
                {
                    double value = phi[r * model.Columns + j];
                    sum += value;
                    Close.To(native[r * (model.Columns + 1) + j], value, 1e-11, 1e-12, $"seed {seed} row {r} column {j}");
                }

                Close.To(native[r * (model.Columns + 1) + model.Columns], trees.BaseValue(), 1e-12, 1e-14, $"seed {seed} base");
                Close.To(trees.RawScore(model.Rows.AsSpan(r * model.Columns, model.Columns)), sum, 0, 1e-9, $"seed {seed} sum");
            }
        }
    }
}
