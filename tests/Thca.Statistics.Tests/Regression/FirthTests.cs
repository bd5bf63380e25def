using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Statistics.Tests.Regression;

/// <summary>Expected values: vectors V10 and V11 of the clinical specification (the algorithm reproduces R's logistf).</summary>
public class FirthTests
{
    private static readonly double[] X = [.. Enumerable.Repeat(1.0, 5), .. Enumerable.Repeat(0.0, 12)];
    private static readonly double[] Y = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void V10_AgeAndMale()
    {
        LogisticFit fit = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Firth);
        CoefficientResult age = LogisticInference.Coefficient(fit, 1), male = LogisticInference.Coefficient(fit, 2);
        Close.To([0.1382337, 0.0615328, 0.0405331, 0.3130802, 0.0027507], [age.Estimate, age.StandardError, age.Lower, age.Upper, age.PValue], 2e-6, 1e-7);
        Close.To([1.0277496, 1.0872257, -0.9794456, 3.4793300, 0.3182694], [male.Estimate, male.StandardError, male.Lower, male.Upper, male.PValue], 1e-6);
        Close.To([8.9658658, 0.9960449], [LogisticInference.LikelihoodRatio(fit, [1]).Statistic, LogisticInference.LikelihoodRatio(fit, [2]).Statistic], 1e-6);
        Close.To([-8.3131605, -5.8868110], [fit.Coefficients[0], fit.PenalizedLogLikelihood], 1e-6);
        HypothesisTestResult global = LogisticInference.Global(fit);
        Close.To([11.2153413, 0.0036696], [global.Statistic, global.PValue], 1e-5);
    }

    [Fact]
    public void V11_TwoByTwo_HasTheClosedForm()
    {
        LogisticFit fit = LogisticRegression.Fit(DesignMatrix.Create(17, [("x", X)]), Y);
        Assert.Equal(LogisticEstimator.Firth, fit.Estimator);
        Assert.Equal(SeparationKind.QuasiComplete, fit.Separation.Kind);
        Assert.Equal(["x"], fit.Separation.InfiniteColumns);
        Assert.Equal([0, 1, 2, 3, 4], fit.Separation.SeparatedRows);
        CoefficientResult intercept = LogisticInference.Coefficient(fit, 0), slope = LogisticInference.Coefficient(fit, 1);
        Close.To(Math.Log(5.5 * 9.5 / (3.5 * 0.5)), slope.Estimate, 1e-8); // one half added to every cell
        Close.To([-0.9985288, 0.6508140, -2.3851780, 0.1487623], [intercept.Estimate, intercept.StandardError, intercept.Lower, intercept.Upper], 1e-6);
        Close.To([1.7440587, 0.8712398, 8.3737602, 0.0055218], [slope.StandardError, slope.Lower, slope.Upper, slope.PValue], 1e-5);
        Close.To(7.7001068, LogisticInference.LikelihoodRatio(fit, [1]).Statistic, 1e-6);
    }

    [Fact]
    public void V11_CompleteSeparation()
    {
        DesignMatrix x = DesignMatrix.Create(6, [("x", [1, 2, 3, 4, 5, 6])]);
        SeparationReport report = SeparationTest.Test(x, [0, 0, 0, 1, 1, 1]);
        Assert.Equal(SeparationKind.Complete, report.Kind);
        Assert.Equal(6, report.SeparatedRows.Count);
    }

    [Fact]
    public void V11_Overlap_IsNotSeparated() => Assert.Equal(SeparationKind.None, SeparationTest.Test(ExampleData.AgeMale, ExampleData.Y).Kind);

    [Fact]
    public void CorrectedIntercept_MatchesTheEventRate()
    {
        LogisticFit fit = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Firth);
        double[] b = [.. fit.Coefficients];
        b[0] = FirthPrediction.CorrectedIntercept(fit);
        Close.To(ExampleData.Y.Average(), ExampleData.AgeMale.Multiply(b).Average(eta => 1 / (1 + Math.Exp(-eta))), 1e-10);
    }
}
