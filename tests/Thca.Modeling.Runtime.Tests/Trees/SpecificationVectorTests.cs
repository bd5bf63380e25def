using Thca.Modeling.Runtime.Tests.Samples;
using Thca.Modeling.Runtime.Trees;
using Thca.Testing;

namespace Thca.Modeling.Runtime.Tests.Trees;

public class SpecificationVectorTests
{
    private const double Missing = double.NaN;

    [Theory]
    [InlineData(4, 2, 1, 0.17912840568076727, 0.5446627408436073, 0.3812068301174937, 0.4242040877552505)]
    [InlineData(1, -3, 2, -0.8239947668534965, 0.3049163403535128, 0.0422034930221645, -0.2399157476836844)]
    [InlineData(Missing, 2, 3, -0.7855230638305827, 0.31313076185126665, -0.2920323343021206, 0.1327917826635145)]
    [InlineData(5, Missing, 0, 0.17912840568076727, 0.5446627408436073, 0.3812068301174937, 0.4242040877552505)]
    public void TwoTreesGiveTheVectors(double f0, double f1, double f2, double margin, double probability, double phi0, double phi1)
    {
        TreeEnsemble trees = LightGbmTextReader.Read(SampleTrees.TwoTrees);
        double[] row = [f0, f1, f2];
        Close.To(margin, trees.Margin(row), 1e-12, 0, "margin");
        Close.To(probability, trees.Probability(row), 1e-12, 0, "probability");
        var phi = new double[3];
        trees.Contributions(row, phi);
        Close.To([phi0, phi1, 0], phi, 1e-12, 1e-15, "phi");
        Close.To(-0.6262825121919767, trees.BaseValue(), 1e-12, 0, "base");
    }

    [Theory]
    [InlineData(5, 1, 0)]
    [InlineData(1, 3, 0)]
    [InlineData(5, 0, 2)]
    [InlineData(1, Missing, 1)]
    [InlineData(1, -3, 1)]
    [InlineData(1, 1e12, 1)]
    [InlineData(1, 40, 1)]
    [InlineData(1, 1.9, 0)]
    public void CategoricalSplitFollowsItsBits(double f0, double f2, int leaf)
    {
        TreeEnsemble trees = LightGbmTextReader.Read(SampleTrees.Categorical);
        var leaves = new int[1];
        trees.Leaves([f0, 0, f2], leaves);
        Assert.Equal(leaf, leaves[0]);
    }

    [Fact]
    public void ConstantModelHasOnlyABase()
    {
        TreeEnsemble trees = LightGbmTextReader.Read(SampleTrees.Constant);
        Assert.Equal(-0.6931471805599454, trees.Margin([3]));
        Assert.Equal(-0.6931471805599454, trees.BaseValue());
        var phi = new double[1];
        trees.Contributions([3], phi);
        Assert.Equal(0, phi[0]);
    }

    [Fact]
    public void LineEndsOfWindowsAndVersion3AreRead()
    {
        string text = SampleTrees.TwoTrees.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("version=v4", "version=v3", StringComparison.Ordinal).Replace("is_linear=0\r\n", "", StringComparison.Ordinal);
        Assert.Equal(0.17912840568076727, LightGbmTextReader.Read(text).Margin([4, 2, 1]), 1e-15);
    }
}
