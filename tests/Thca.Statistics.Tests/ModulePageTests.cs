using Thca.Statistics.Bootstrap;
using Thca.Statistics.Contingency;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Multiplicity;
using Thca.Statistics.Regression;
using Thca.Statistics.Tests.Regression;

namespace Thca.Statistics.Tests;

/// <summary>The code of the module page and the package readme.</summary>
public class ModulePageTests
{
    [Fact]
    public void Tests()
    {
        double[] low = [1.1, 2.3, 2.9, 4.8, 5.0], high = [3.1, 4.4, 5.6, 6.2, 7.7, 8.0];
        #region tests
        HypothesisTestResult rank = MannWhitney.Test(low, high);                                       // exact, p 0.052
        FisherExactResult fisher = FisherExact.Test(new ContingencyTable(new[,] { { 5, 0 }, { 3, 9 } })); // p 0.0090, odds ratio from 1.51 to infinity
        double[] q = PValueAdjustment.Adjust([rank.PValue, fisher.PValue], AdjustmentMethod.BenjaminiHochberg);
        #endregion
        Assert.Equal(0.0519480519, rank.PValue, 9);
        Assert.Equal(2, q.Length);
    }

    [Fact]
    public void Regressions()
    {
        double[] age = ExampleData.Age, male = ExampleData.Male, outcome = ExampleData.Y;
        #region regression
        DesignMatrix design = DesignMatrix.Create(outcome.Length, [("age", age), ("male", male)]);
        LogisticFit fit = LogisticRegression.Fit(design, outcome);       // Firth here: nine events for two slopes are sparse
        CoefficientResult male1 = LogisticInference.Coefficient(fit, 2);  // odds ratio, profile interval, penalised likelihood ratio p
        HypothesisTestResult both = LogisticInference.Global(fit);
        BcaInterval area = AucBootstrap.Interval([.. outcome.Select(y => y == 1)], [.. fit.Fitted]);
        #endregion
        Assert.Equal(LogisticEstimator.Firth, fit.Estimator);
        Assert.True(male1.OddsRatio > 1 && both.PValue < 0.01 && area.Lower > 0.5);
    }
}
