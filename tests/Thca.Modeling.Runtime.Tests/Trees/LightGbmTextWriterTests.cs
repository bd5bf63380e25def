using Thca.Modeling.Runtime.Tests.Native;
using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Tests.Trees;

public class LightGbmTextWriterTests
{
    [Fact]
    public void ATextInTheUsualFormIsWrittenAsItIs() => Assert.Equal(SampleTrees.TwoTrees, LightGbmTextWriter.Rewrite(SampleTrees.TwoTrees));

    [Fact]
    public void OrderIsRestoredUnknownKeysStayAndWindowsLineEndsGo()
    {
        string odd = SampleTrees.TwoTrees.Replace("num_cat=0\nsplit_feature=1 0 0\n", "novel_key=7 8\nsplit_feature=1 0 0\nnum_cat=0\n").Replace("\n", "\r\n");
        string written = LightGbmTextWriter.Rewrite(odd);
        Assert.Contains("num_leaves=4\nnum_cat=0\nsplit_feature=1 0 0\n", written, StringComparison.Ordinal);
        Assert.Contains("shrinkage=1\nnovel_key=7 8\n", written, StringComparison.Ordinal);
        Assert.Contains("tree_sizes=565 552\n", written, StringComparison.Ordinal);
        Assert.Equal(written, LightGbmTextWriter.Rewrite(written));
    }

    [Fact]
    public void RandomModelsPredictTheSameAfterTheRoundTrip()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            RandomModel model = RandomModel.Train(seed);
            TreeEnsemble before = LightGbmTextReader.Read(model.Text), after = LightGbmTextReader.Read(LightGbmTextWriter.Rewrite(model.Text));
            for (int from = 0; from < model.Rows.Length; from += before.FeatureCount)
            {
                ReadOnlySpan<double> row = model.Rows.AsSpan(from, before.FeatureCount);
                Assert.Equal(before.RawScore(row), after.RawScore(row));
            }
        }
    }

    [Fact]
    public void CountsOfTheTrainingRowsAreThoseOfTheText()
    {
        double[] rows = [.. Enumerable.Range(0, 24).SelectMany(i => new[] { i % 6, 7.0 * i % 11 - 5, 5 * i % 4 })];
        Assert.Equal(SampleTrees.TwoTrees, LightGbmTextWriter.Recount(SampleTrees.TwoTrees, rows));
        Assert.Equal(SampleTrees.Constant, LightGbmTextWriter.Recount(SampleTrees.Constant, [1, 2]));
        Assert.Throws<ArgumentException>(() => LightGbmTextWriter.Recount(SampleTrees.TwoTrees, rows.AsSpan(1)));
    }

    [Fact]
    public void OtherRowsChangeCountsAndBaseValueButNoPrediction()
    {
        // Both rows reach leaf 2 of both trees; the other leaves count as one row.
        string written = LightGbmTextWriter.Recount(SampleTrees.TwoTrees, [4, 2, 1, 5, 3, 0]);
        Assert.Contains("leaf_count=1 1 2 1\n", written, StringComparison.Ordinal);
        Assert.Contains("internal_count=5 3 2\n", written, StringComparison.Ordinal);
        TreeEnsemble before = LightGbmTextReader.Read(SampleTrees.TwoTrees), after = LightGbmTextReader.Read(written);
        double[] phi = new double[3];
        foreach (double[] row in new double[][] { [4, 2, 1], [1, -3, 2], [double.NaN, 2, 3] })
        {
            Assert.Equal(before.Margin(row), after.Margin(row));
            after.Contributions(row, phi);
            Assert.Equal(after.Margin(row), after.BaseValue() + phi.Sum(), 1e-12);
        }

        double first = (-0.61154717808802161 - 0.74290327957611113 - 2 * 0.19419980021135963 - 0.91851303988606448) / 5, second = (0.09181242786613783 - 0.042619784254471597 + 2 * 0.3733282058921269 - 0.21244758876547487) / 5;
        Assert.Equal(first + second, after.BaseValue(), 1e-12);
        for (int seed = 0; seed < 6; seed++)
        {
            RandomModel model = RandomModel.Train(seed);
            string recounted = LightGbmTextWriter.Recount(model.Text, model.Rows);
            Assert.Equal(recounted, LightGbmTextWriter.Recount(recounted, model.Rows));
            Assert.Equal(NativeLightGbm.Predict(model.Text, model.Rows, model.Columns, NativeLightGbm.Raw), NativeLightGbm.Predict(recounted, model.Rows, model.Columns, NativeLightGbm.Raw));
        }
    }

    [Fact]
    public void DamagedTextsAreRefusedWithTheirLine() => Assert.Contains(
        "Line 15", Assert.Throws<CritModelException>(() => LightGbmTextWriter.Rewrite(SampleTrees.TwoTrees.Replace("num_leaves=4", "num_leaves=5"))).Message, StringComparison.Ordinal);
}
