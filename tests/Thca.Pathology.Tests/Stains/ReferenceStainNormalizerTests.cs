using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Stains;
using Thca.Testing;

namespace Thca.Pathology.Tests.Stains;

public class ReferenceStainNormalizerTests
{
    [Theory]
    [InlineData("source")]
    [InlineData("source_clean")]
    public void Golden_Macenko_IsTheScripts(string name)
    {
        ReferenceStainNormalizer normalizer = ReferenceStainNormalizer.Create(GoldenStain.Image("target.rgb"), StainMethod.Macenko);
        Close.To(GoldenStain.Numbers(GoldenStain.Result("reference_macenko", "stain_matrix_target")), [.. normalizer.TargetMatrix], 1e-6, 1e-6, "target");
        Close.To(GoldenStain.Numbers(GoldenStain.Result("reference_macenko", "maxC_target")), [.. normalizer.TargetMaxima], 1e-6, 1e-6, "maxC");
        RgbImage source = GoldenStain.Image(name + ".rgb");
        Close.To(GoldenStain.Numbers(GoldenStain.Result("reference_macenko", name, "stain_matrix_source")), ReferenceStainNormalizer.Matrix(source)!, 1e-6, 1e-6, "source");
        Assert.InRange(GoldenStain.Compare(normalizer.Normalize(source), GoldenStain.Image(name + ".reference_macenko"), 1).Within, 0.999, 1);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("source_clean")]
    public void Golden_Reinhard_IsTheScripts(string name)
    {
        ReferenceStainNormalizer normalizer = ReferenceStainNormalizer.Create(GoldenStain.Image("target.rgb"), StainMethod.Reinhard);
        RgbImage result = normalizer.Normalize(GoldenStain.Image(name + ".rgb"));
        Assert.InRange(GoldenStain.Compare(result, GoldenStain.Image(name + ".reference_reinhard"), 2).Within, 0.999, 1);
    }

    [Fact]
    public void MethodsTheOriginalLacks_AreRefused()
    {
        RgbImage white = RgbImage.White(8, 8);
        Assert.Throws<OptionsException>(() => ReferenceStainNormalizer.Create(white, StainMethod.Vahadane));
        Assert.Throws<DataFormatException>(() => ReferenceStainNormalizer.Create(white, StainMethod.Macenko));
    }

    [Fact]
    public void Eigenvectors_AreThoseOfTheMatrix_InAscendingOrder()
    {
        double[] a = [4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2];
        double[][] vectors = LapackEigen.Vectors(a);
        double before = double.NegativeInfinity;
        foreach (double[] v in vectors)
        {
            double[] av = [.. Enumerable.Range(0, 3).Select(r => a[3 * r] * v[0] + a[3 * r + 1] * v[1] + a[3 * r + 2] * v[2])];
            double lambda = av[0] * v[0] + av[1] * v[1] + av[2] * v[2];
            for (int c = 0; c < 3; c++) Close.To(lambda * v[c], av[c], 1e-12, 1e-12);
            Assert.True(lambda > before);
            before = lambda;
        }
    }
}
