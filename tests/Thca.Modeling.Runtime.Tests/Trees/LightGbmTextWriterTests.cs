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
    public void DamagedTextsAreRefusedWithTheirLine() => Assert.Contains(
        "Line 15", Assert.Throws<CritModelException>(() => LightGbmTextWriter.Rewrite(SampleTrees.TwoTrees.Replace("num_leaves=4", "num_leaves=5"))).Message, StringComparison.Ordinal);
}
