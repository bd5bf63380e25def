using System.Text.Json;
using Thca.Statistics.Clustering;
using Thca.Testing;

namespace Thca.Statistics.Tests.Clustering;

public class PrincipalComponentsTests
{
    [Theory]
    [InlineData("blobs")]
    [InlineData("wide")]
    [InlineData("noise")]
    public void Shares_of_variance_equal_the_golden_values(string name)
    {
        JsonElement expected = GoldenFile.Cases("clustering.json").GetProperty(name);
        (double[] x, int columns) = expected.GetProperty("X").Matrix();
        double[] z = ZScore.Fit(x, columns).Transform(x);
        PrincipalComponents all = PrincipalComponents.Fit(z, columns, 1);
        double[] ratios = expected.GetProperty("pca").GetProperty("explained_variance_ratio").Numbers();
        Close.To(ratios, all.ExplainedVarianceRatios.Take(ratios.Length).ToArray(), 1e-9);
        double[] singular = expected.GetProperty("pca").GetProperty("singular_values").Numbers();
        double[] scores = all.Transform(z);
        for (int c = 0; c < singular.Length; c++)
        {
            double norm = Math.Sqrt(Enumerable.Range(0, x.Length / columns).Sum(r => scores[r * all.Count + c] * scores[r * all.Count + c]));
            Close.To(singular[c], norm, 1e-9);
        }
    }

    [Fact]
    public void As_few_components_as_the_share_needs()
    {
        PrincipalComponents line = PrincipalComponents.Fit([0, 0, 1, 2, 2, 4, 3, 6], 2, 0.95);
        Assert.Equal(1, line.Count);
        Close.To(1, line.ExplainedVarianceRatios[0], 1e-12);
    }
}
