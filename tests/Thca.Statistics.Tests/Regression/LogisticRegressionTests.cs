using System.Text.Json;
using Thca.Core.Errors;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Statistics.Tests.Regression;

/// <summary>Expected values: vector V10 of the clinical specification (statsmodels, R logistf) and golden/stats/logit.json (statsmodels 0.13.5).</summary>
public class LogisticRegressionTests
{
    [Fact]
    public void V10_Age()
    {
        LogisticFit fit = LogisticRegression.Fit(DesignMatrix.Create(24, [("age", ExampleData.Age)]), ExampleData.Y, ExampleData.Ml);
        Close.To(-15.8775177158, fit.NullLogLikelihood, 1e-10);
        Close.To([0.1688989988, 0.0673878161], [fit.Coefficients[1], fit.StandardError(1)], 1e-8);
        HypothesisTestResult ratio = LogisticInference.LikelihoodRatio(fit, [1]);
        Close.To([12.3149059, 0.000449355], [ratio.Statistic, ratio.PValue], 1e-6);
        (double lower, double upper) = LogisticInference.ProfileInterval(fit, 1);
        Close.To([1.0643163, 1.4044473], [Math.Exp(lower), Math.Exp(upper)], 1e-6);
    }

    [Fact]
    public void V10_AgeAndMale()
    {
        LogisticFit fit = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Ml);
        CoefficientResult[] c = [.. LogisticInference.Coefficients(fit)];
        Close.To([-11.2772539273, 4.9209596696], [c[0].Estimate, c[0].StandardError], 1e-8);
        Close.To([0.1879407277, 0.0841650488, 0.0255488082, 1.2067620, 1.0232463, 1.4231905], Row(c[1]), 1e-6);
        Close.To([1.4328403884, 1.2729788108, 0.2603430386, 4.1905852, 0.3457110, 50.7967822], Row(c[2]), 1e-6);
        Close.To([11.1903889, 1.4270075], [LogisticInference.LikelihoodRatio(fit, [1]).Statistic, LogisticInference.LikelihoodRatio(fit, [2]).Statistic], 1e-6);
        (double ageLow, double ageHigh) = LogisticInference.ProfileInterval(fit, 1);
        (double maleLow, double maleHigh) = LogisticInference.ProfileInterval(fit, 2);
        Close.To([1.0646010, 1.5226452, 0.4141006, 85.2828186], [Math.Exp(ageLow), Math.Exp(ageHigh), Math.Exp(maleLow), Math.Exp(maleHigh)], 1e-6);
        Close.To([-9.0065610131, 24.0131220, 27.5472835], [fit.LogLikelihood, fit.Aic, fit.Bic], 1e-8);
        HypothesisTestResult global = LogisticInference.Global(fit);
        Close.To([13.7419134, 0.0010374840], [global.Statistic, global.PValue], 1e-6);
        Assert.Equal(SeparationKind.None, fit.Separation.Kind);
        Assert.True(fit.Converged);
    }

    [Fact]
    public void V10_MeasuresOfFit()
    {
        LogisticFit fit = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Ml);
        ModelFit m = ModelFit.Of(fit);
        Close.To(
            [0.4327475, 0.4359316, 0.5941562, 0.4614827, 0.8888889, 0.1302272537],
            [m.McFadden, m.CoxSnell, m.Nagelkerke, m.Tjur, m.Auc, m.Brier], 2e-7);
        foreach ((int groups, double statistic, double p) in new[] { (4, 1.6758639, 0.4326043), (6, 3.0319147, 0.5524988), (10, 10.0857653, 0.2590579) })
        {
            HypothesisTestResult test = HosmerLemeshow.Test(ExampleData.Y, [.. fit.Fitted], groups, minimumExpected: 0);
            Close.To([statistic, p], [test.Statistic, test.PValue], 1e-6, what: $"{groups} groups");
            Assert.Equal(groups - 2, test.DegreesOfFreedom);
        }
    }

    [Fact]
    public void V10_Stage()
    {
        LogisticFit alone = LogisticRegression.Fit(
            DesignMatrix.Create(24, [("T2", ExampleData.Indicator(2)), ("T3", ExampleData.Indicator(3))]), ExampleData.Y, ExampleData.Ml);
        Close.To([6.75, 22.5], [Math.Exp(alone.Coefficients[1]), Math.Exp(alone.Coefficients[2])], 1e-8);
        Close.To([7.3168883, 0.0257726, 5.3525033], [LogisticInference.Global(alone).Statistic, LogisticInference.Global(alone).PValue, LogisticInference.Wald(alone, [1, 2]).Statistic], 1e-6);
        LogisticFit full = LogisticRegression.Fit(ExampleData.Full, ExampleData.Y, ExampleData.Ml);
        HypothesisTestResult term = LogisticInference.LikelihoodRatio(full, [3, 4]);
        Close.To([0.1417062, 0.9315987], [term.Statistic, term.PValue], 1e-6);
    }

    [Fact]
    public void V10_VarianceInflation()
    {
        Close.To([4.3017072, 1.3108371, 2.4717514, 4.5571633], VarianceInflation.OfColumns(ExampleData.Full), 1e-7);
        double gvif = VarianceInflation.Generalized(VarianceInflation.Correlation(ExampleData.Full), [2, 3]);
        Close.To([3.9925493, 1.4135546], [gvif, Math.Pow(gvif, 0.25)], 1e-7);
        var car = VarianceInflation.CoefficientCorrelation(LogisticRegression.Fit(ExampleData.Full, ExampleData.Y, ExampleData.Ml));
        Close.To(
            [1.9621689, 1.5393322, 2.4997600],
            [VarianceInflation.Generalized(car, [0]), VarianceInflation.Generalized(car, [1]), VarianceInflation.Generalized(car, [2, 3])], 1e-6);
    }

    [Theory]
    [InlineData("clinical", 1e-6)]
    [InlineData("univariate", 1e-6)]
    [InlineData("rare", 1e-6)]
    [InlineData("near_separation", 1e-4)]
    public void Golden_Statsmodels(string name, double tolerance)
    {
        (DesignMatrix x, double[] y, JsonElement c) = Golden(name);
        JsonElement m = c.GetProperty("logit_mle");
        LogisticFit fit = LogisticRegression.Fit(x, y, ExampleData.Ml);
        Assert.True(fit.Converged);
        CoefficientResult[] rows = [.. LogisticInference.Coefficients(fit)];
        Close.To(m.GetProperty("params").Numbers(), [.. fit.Coefficients], tolerance, what: "params");
        Close.To(m.GetProperty("bse").Numbers(), [.. rows.Select(r => r.StandardError)], tolerance, what: "bse");
        Close.To(m.GetProperty("p").Numbers(), [.. rows.Select(r => r.PWald)], tolerance * 10, what: "p");
        Close.To(m.GetProperty("ci").Numbers(), [.. rows.SelectMany(r => new[] { r.Lower, r.Upper })], tolerance, 1e-6, what: "ci");
        Close.To(m.GetProperty("odds_ratios").Numbers(), [.. rows.Select(r => r.OddsRatio)], tolerance * 10, what: "or");
        Close.To(
            [m.GetProperty("llf").Number(), m.GetProperty("llnull").Number(), m.GetProperty("aic").Number(), m.GetProperty("bic").Number(), m.GetProperty("pseudo_r2").Number()],
            [fit.LogLikelihood, fit.NullLogLikelihood, fit.Aic, fit.Bic, ModelFit.Of(fit).McFadden], 1e-8);
        Close.To(m.GetProperty("llr_p").Number(), LogisticInference.Global(fit).PValue, 1e-6, 0);
    }

    [Theory]
    [InlineData("perfect_separation", SeparationKind.Complete)]
    [InlineData("quasi_separation", SeparationKind.QuasiComplete)]
    public void Golden_Separation_IsNamed_NotConverged(string name, SeparationKind kind)
    {
        (DesignMatrix x, double[] y, JsonElement c) = Golden(name);
        Assert.False(c.GetProperty("logit_mle").GetProperty("converged").GetBoolean());
        LogisticFit ml = LogisticRegression.Fit(x, y, ExampleData.Ml);
        Assert.Equal(kind, ml.Separation.Kind);
        Assert.False(ml.Converged);
        LogisticFit auto = LogisticRegression.Fit(x, y);
        Assert.Equal(LogisticEstimator.Firth, auto.Estimator);
        Assert.Contains(LogisticRegression.SeparationFlag, auto.Flags);
        Assert.All(LogisticInference.Coefficients(auto), r => Assert.True(double.IsFinite(r.Estimate) && double.IsFinite(r.StandardError)));
    }

    [Theory]
    [InlineData("clinical")]
    [InlineData("univariate")]
    [InlineData("rare")]
    [InlineData("near_separation")]
    [InlineData("perfect_separation")]
    [InlineData("quasi_separation")]
    public void Golden_Ridge(string name)
    {
        // scikit-learn 1.2.1, LogisticRegression with liblinear (penalised intercept) and lbfgs.
        (DesignMatrix x, double[] y, JsonElement c) = Golden(name);
        foreach (double strength in new[] { 1.0, 0.5 })
        {
            JsonElement l2 = c.GetProperty(strength == 1 ? "l2_C1.0" : "l2_C0.5");
            double[] penalised = RidgeLogisticRegression.Fit(x, y, new RidgeOptions { C = strength, PenalizeIntercept = true });
            double[] free = RidgeLogisticRegression.Fit(x, y, new RidgeOptions { C = strength });
            Close.To(l2.GetProperty("liblinear_tight").Numbers(), penalised, 1e-6, 1e-6, what: "liblinear");
            Close.To(l2.GetProperty("liblinear_default_tol").Numbers(), penalised, 1e-3, 1e-4, what: "liblinear default");
            Close.To(l2.GetProperty("lbfgs_tight_unpenalised_intercept").Numbers(), free, 1e-4, 1e-6, what: "lbfgs"); // lbfgs stops that far from the optimum
        }
    }

    [Theory]
    [InlineData("clinical")]
    [InlineData("rare")]
    public void Golden_AnovaF(string name)
    {
        // scikit-learn's f_classif is one-way analysis of variance per column.
        (DesignMatrix x, double[] y, JsonElement c) = Golden(name);
        HypothesisTestResult[] tests = [.. Enumerable.Range(1, x.Columns - 1).Select(j =>
        {
            double[] column = x.Column(j).ToArray();
            return AnalysisOfVariance.OneWay([[.. column.Where((_, i) => y[i] == 0)], [.. column.Where((_, i) => y[i] == 1)]]);
        })];
        Close.To(c.GetProperty("f_classif").GetProperty("F").Numbers(), [.. tests.Select(t => t.Statistic)], 1e-9);
        Close.To(c.GetProperty("f_classif").GetProperty("p").Numbers(), [.. tests.Select(t => t.PValue)], 1e-8);
    }

    [Fact]
    public void V10_Ridge_ReferencePenalties()
    {
        // Clinical specification, vector V10, rows "Reference L2": z-scores with the sample SD plus 1e-8.
        double mean = ExampleData.Age.Average(), sd = Summaries_StandardDeviation();
        double[] z = [.. ExampleData.Age.Select(a => (a - mean) / (sd + 1e-8))];
        double[] age = RidgeLogisticRegression.Fit(DesignMatrix.Create(24, [("z", z)]), ExampleData.Y, new RidgeOptions { PenalizeIntercept = true });
        Close.To([-0.57400281, 1.37454926], age, 1e-6);
        double[] male = RidgeLogisticRegression.Fit(DesignMatrix.Create(24, [("male", ExampleData.Male)]), ExampleData.Y, new RidgeOptions { PenalizeIntercept = true });
        Close.To([-0.69283418, 0.64140342], male, 1e-6);
        var balanced = new RidgeOptions { C = 0.5, PenalizeIntercept = true, BalancedClasses = true };
        double[] both = RidgeLogisticRegression.Fit(DesignMatrix.Create(24, [("z", z), ("male", ExampleData.Male)]), ExampleData.Y, balanced);
        Close.To([-0.24157234, 1.13161346, 0.28389425], both, 1e-6);
        double[] female = [.. ExampleData.Male.Select(m => 1 - m)];
        double[] trap = RidgeLogisticRegression.Fit(DesignMatrix.Create(24, [("z", z), ("male", ExampleData.Male), ("female", female)]), ExampleData.Y, balanced);
        Close.To([-0.10504690, 1.12912650, 0.21146188, -0.31650878], trap, 1e-6);
    }

    [Fact]
    public void DependentColumn_IsRemovedAndNamed()
    {
        double[] female = [.. ExampleData.Male.Select(m => 1 - m)];
        LogisticFit fit = LogisticRegression.Fit(DesignMatrix.Create(24, [("male", ExampleData.Male), ("female", female)]), ExampleData.Y, ExampleData.Ml);
        Assert.Equal(["female"], fit.Aliased);
        Assert.Contains(LogisticRegression.AliasedFlag, fit.Flags);
        Assert.Equal(2, fit.Coefficients.Count);
    }

    [Fact]
    public void SingleClass_IsNamed() => Assert.Equal(
        "OUTCOME_SINGLE_CLASS",
        Assert.Throws<ThcaException>(() => LogisticRegression.Fit(DesignMatrix.Create(3, [("x", [1, 2, 3])]), [1, 1, 1])).Code);

    [Fact]
    public void Units_ScaleCoefficientsOnly()
    {
        // Algebra: measuring age in decades multiplies its coefficient by ten and changes nothing else.
        double[] decades = [.. ExampleData.Age.Select(a => a / 10)];
        LogisticFit years = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Firth);
        LogisticFit tens = LogisticRegression.Fit(DesignMatrix.Create(24, [("age", decades), ("male", ExampleData.Male)]), ExampleData.Y, ExampleData.Firth);
        Close.To([10 * years.Coefficients[1], years.Coefficients[2]], [tens.Coefficients[1], tens.Coefficients[2]], 1e-7);
        Close.To(LogisticInference.Global(years).Statistic, LogisticInference.Global(tens).Statistic, 1e-8);
    }

    [Fact]
    public void CalibrationLine_OfOwnFit_IsIdeal()
    {
        // The likelihood equations: regressing on the model's own linear predictor gives slope 1 and intercept 0.
        LogisticFit fit = LogisticRegression.Fit(ExampleData.AgeMale, ExampleData.Y, ExampleData.Ml);
        CalibrationLine line = CalibrationLine.Fit(ExampleData.Y, fit.LinearPredictor(ExampleData.AgeMale));
        Close.To([1, 0], [line.Slope.Estimate, line.Intercept.Estimate], 1e-7, 1e-7);
    }

    private static double Summaries_StandardDeviation() => Statistics.Summaries.Moments.StandardDeviation(ExampleData.Age);

    private static double[] Row(CoefficientResult r) => [r.Estimate, r.StandardError, r.PWald, r.OddsRatio, r.OddsRatioLower, r.OddsRatioUpper];

    private static (DesignMatrix X, double[] Y, JsonElement Case) Golden(string name)
    {
        JsonElement c = GoldenJson.Open("stats", "logit.json").GetProperty("cases").GetProperty(name);
        double[][] rows = c.GetProperty("X").Rows();
        return (DesignMatrix.Create(rows.Length, Enumerable.Range(0, rows[0].Length).Select(j => ($"x{j}", rows.Select(r => r[j]).ToArray()))), c.GetProperty("y").Numbers(), c);
    }
}
