using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Modeling.Runtime.Trees;

namespace Thca.Modeling.Runtime.Tests.Trees;

public class LightGbmTextReaderTests
{
    [Theory]
    [InlineData("version=v4", "version=v2", RefusalCodes.ModelVersion, "v2")]
    [InlineData("num_class=1", "num_class=3", RefusalCodes.BoosterUnsupported, "3 classes")]
    [InlineData("num_tree_per_iteration=1", "num_tree_per_iteration=3", RefusalCodes.BoosterUnsupported, "3 trees")]
    [InlineData("objective=binary sigmoid:1", "objective=regression", RefusalCodes.BoosterUnsupported, "regression")]
    [InlineData("is_linear=0", "is_linear=1", RefusalCodes.BoosterUnsupported, "linear")]
    [InlineData("sigmoid:1", "sigmoid:-1", RefusalCodes.BoosterMalformed, "sigmoid")]
    [InlineData("sigmoid:1", "sigmoid:NaN", RefusalCodes.BoosterMalformed, "sigmoid")]
    [InlineData("max_feature_idx=2", "max_feature_idx=3", RefusalCodes.BoosterMalformed, "feature_names has 3")]
    [InlineData("max_feature_idx=2", "max_feature_idx=2147483647", RefusalCodes.ModelTooLarge, "2147483648")]
    [InlineData("feature_names=f0 f1 f2", "feature_names=f0 f1 f1", RefusalCodes.BoosterMalformed, "repeats")]
    [InlineData("num_leaves=4", "num_leaves=5", RefusalCodes.BoosterMalformed, "Line 15")]
    [InlineData("num_leaves=4", "num_leaves=2000000000", RefusalCodes.ModelTooLarge, "2000000000")]
    [InlineData("num_leaves=4", "num_leaves=0", RefusalCodes.BoosterMalformed, "num_leaves")]
    [InlineData("split_feature=1 0 0", "split_feature=1 0 3", RefusalCodes.BoosterMalformed, "split_feature[2]")]
    [InlineData("split_feature=1 0 0", "split_feature=1 0", RefusalCodes.BoosterMalformed, "has 2 values")]
    [InlineData("split_feature=1 0 0", "split_feature=1 0 0 0", RefusalCodes.BoosterMalformed, "more than 3")]
    [InlineData("threshold=-1.0000000180025095e-35 2.5", "threshold=nan 2.5", RefusalCodes.BoosterMalformed, "threshold[0]")]
    [InlineData("decision_type=2 2 2", "decision_type=2 12 2", RefusalCodes.BoosterMalformed, "missing type")]
    [InlineData("decision_type=2 2 2", "decision_type=2 1 2", RefusalCodes.BoosterMalformed, "categorical")]
    [InlineData("left_child=2 -2 -1", "left_child=0 -2 -1", RefusalCodes.BoosterMalformed, "do not add up")]
    [InlineData("leaf_count=3 7 6 8", "leaf_count=3 6.5 6 8", RefusalCodes.BoosterMalformed, "not an integer")]
    [InlineData("left_child=2 -2 -1", "left_child=2 -1 -1", RefusalCodes.BoosterMalformed, "do not add up")]
    [InlineData("left_child=2 -2 -1", "left_child=2 -5 -1", RefusalCodes.BoosterMalformed, "left_child[1]")]
    [InlineData("leaf_value=-0.61154717808802161", "leaf_value=inf", RefusalCodes.BoosterMalformed, "leaf_value[0]")]
    [InlineData("leaf_value=-0.61154717808802161", "leaf_value=1e999", RefusalCodes.BoosterMalformed, "leaf_value[0]")]
    [InlineData("leaf_count=3 7 6 8", "leaf_count=3 7 6 9", RefusalCodes.BoosterMalformed, "do not add up")]
    [InlineData("leaf_count=3 7 6 8", "leaf_count=0 7 6 8", RefusalCodes.BoosterMalformed, "leaf_count[0]")]
    [InlineData("leaf_count=3 7 6 8\n", "", RefusalCodes.BoosterMalformed, "lacks leaf_count")]
    [InlineData("leaf_count=3 7 6 8\n", "leaf_count=3 7 6 8\nleaf_count=3 7 6 8\n", RefusalCodes.BoosterMalformed, "twice")]
    [InlineData("split_gain=8.1234 9.2676 1.9834", "split_gain=8.1234 9.2676", RefusalCodes.BoosterMalformed, "split_gain has 2")]
    [InlineData("Tree=1", "Tree=2", RefusalCodes.BoosterMalformed, "Tree=1")]
    [InlineData("tree_sizes=551 552", "tree_sizes=551 552 553", RefusalCodes.BoosterMalformed, "3 trees")]
    [InlineData("tree\n", "trees\n", RefusalCodes.BoosterMalformed, "Line 1")]
    [InlineData("end of trees", "end", RefusalCodes.BoosterMalformed, "key=value")]
    public void DamagedTextsAreRefused(string from, string to, string code, string says)
    {
        int at = SampleTrees.TwoTrees.IndexOf(from, StringComparison.Ordinal);
        string text = SampleTrees.TwoTrees[..at] + to + SampleTrees.TwoTrees[(at + from.Length)..];
        CritModelException error = Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(text));
        Assert.Equal(code, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TruncatedTextsAreRefused()
    {
        int end = SampleTrees.TwoTrees.IndexOf("end of trees", StringComparison.Ordinal) + "end of trees".Length;
        for (int length = 0; length < end; length++)
            Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(SampleTrees.TwoTrees[..length]));
    }

    [Fact]
    public void NoTreesAreRefused()
    {
        string header = SampleTrees.TwoTrees[..SampleTrees.TwoTrees.IndexOf("tree_sizes", StringComparison.Ordinal)];
        Assert.Contains("no trees", Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(header + "\nend of trees\n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesReachedTwiceAreRefused()
    {
        string text = SampleTrees.Categorical.Replace("leaf_count=12 8 4", "leaf_count=12 6 6", StringComparison.Ordinal).Replace("right_child=1 -3", "right_child=1 -2", StringComparison.Ordinal);
        Assert.Contains("leaf 1 twice", Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LimitsHold()
    {
        Assert.Equal(RefusalCodes.ModelTooLarge, Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(SampleTrees.TwoTrees, new() { MaxTrees = 1 })).Code);
        Assert.Equal(RefusalCodes.ModelTooLarge, Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(SampleTrees.TwoTrees, new() { MaxDepth = 1 })).Code);
        Assert.Equal(RefusalCodes.ModelTooLarge, Assert.Throws<CritModelException>(() => LightGbmTextReader.Read(SampleTrees.TwoTrees, new() { MaxLeavesPerTree = 3 })).Code);
    }
}
