using Thca.Core.Outcomes;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Analysis;

/// <summary>The worked examples of the analysis, to the digits in which they are known.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Graded_protein()
    {
        ProteinResult r = Assert.Single(ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High)).Results);
        Close.To(0.70588235, r.Low.Mean, 1e-7);
        Close.To(1.82352941, r.High.Mean, 1e-8);
        Assert.Equal(227.5, r.U);
        Close.To(0.7871972318, r.Superiority.Theta, 1e-9);
        Close.To(0.5743944637, r.CliffsDelta, 1e-9);
        Close.To(0.0032108208, r.PAsymptotic, 1e-7);
        Close.To(0.0028131310, r.PExact, 1e-6);
        Assert.Equal(r.PExact, r.PPrimary);
        Close.To(0.5897351, r.Superiority.Lower, 1e-6);
        Close.To(0.9049396, r.Superiority.Upper, 1e-6);
        Assert.Equal("large", r.EffectLabel);
        Close.To(1.11764706, r.MeanDifference.Value, 1e-8);
        Assert.True(r.MeanDifference.Lower is > 0.4 and < 0.5 && r.MeanDifference.Upper is > 1.7 and < 1.85);
        GradeComparison g = r.Grades!;
        Close.To(2.9812350613, g.Trend.Statistic, 1e-9);
        Close.To(0.0028708834, g.Trend.PValue, 1e-7);
        Close.To(8.6263577118, g.LinearByLinear.Statistic, 1e-9);
        Close.To(0.0042114132, g.Exact.PTrend, 1e-8);
        Close.To(8.2334174, g.ProportionalOdds.OddsRatio, 1e-7);
        Close.To(9.2323232323, g.ChiSquare.Statistic, 1e-10);
        Assert.Equal(3, g.ChiSquare.DegreesOfFreedom);
        Close.To(0.0263562993, g.ChiSquare.PValue, 1e-8);
        Assert.Equal(3, g.SmallestExpected);
        Close.To(0.0279183555, g.Exact.PFreemanHalton, 1e-8);
        Close.To(0.5210939633, g.CramersV, 1e-9);
        Close.To(0.4315953079, g.CramersVCorrected.Value, 1e-9);
        Close.To(5.8823529, g.Association.GeneralizedOddsRatio, 1e-7);
        Close.To(0.4705882, g.HighShareDifference.Value, 1e-6);
        Close.To(0.1397476, g.HighShareDifference.Lower, 1e-6);
        Close.To(0.6838198, g.HighShareDifference.Upper, 1e-6);
        Close.To(0.0133599867, g.PCollapsed, 1e-7);
        Assert.True(g.ChiSquareUnreliable);
        Assert.Contains(ProteinProblems.ChiSquareUnreliable, r.Flags);
        Assert.Equal("Negative", r.Low.Dominant);
        Assert.Equal("Moderate Positive", r.High.Dominant);
    }

    [Fact]
    public void Bootstrap_intervals_hold_their_estimates()
    {
        GradeComparison g = ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High)).Results[0].Grades!;
        foreach (Estimate e in new[] { g.Gamma, g.SomersD, g.TauB }) Assert.True(e.Lower > 0 && e.Lower < e.Value && e.Value < e.Upper && e.Upper <= 1);
        Assert.InRange(g.CramersVCorrected.Value, g.CramersVCorrected.Lower, g.CramersVCorrected.Upper);
    }

    [Fact]
    public void Continuous_protein()
    {
        ProteinTable table = ProteinData.Continuous([8.9, 10.9, 7.5, 9.9, 6.8, 11.6, 8.2], [12.1, 9.4, 15.8, 11.0, 13.7, 10.2]);
        ProteinResult r = Assert.Single(ProteinAnalyzer.Analyze(table).Results);
        Assert.Equal(36, r.U);
        Close.To(0.0349650350, r.PExact, 1e-8);
        Close.To(0.0383187631, r.PAsymptotic, 1e-8);
        Close.To(0.8571428571, r.Superiority.Theta, 1e-9);
        ContinuousComparison c = r.Continuous!;
        Close.To(2.75, c.Shift.Shift, 1e-9);
        Assert.Equal((0.1, 5.9), (Math.Round(c.Shift.Lower, 9), Math.Round(c.Shift.Upper, 9)));
        Close.To(0.9650350, c.Shift.AchievedLevel, 1e-7);
        Close.To(1.3110100893, c.MeanDifference.HedgesG, 1e-9);
        Close.To(Math.Log2(11.55 / 8.9), c.Log2FoldChange, 1e-12);
        Assert.False(c.IsLog2);
        ContinuousComparison log = ProteinAnalyzer.Analyze(table, new ProteinAnalysisOptions { Log2Offset = 1 }).Results[0].Continuous!;
        Assert.True(log.IsLog2);
        Assert.InRange(log.Shift.Shift, Math.Log2(1 + 2.0 / 12), Math.Log2(1 + 4.0 / 9));
        Assert.Null(r.Grades);
    }

    [Fact]
    public void Design_information()
    {
        DesignInformation d = ProteinAnalyzer.Analyze(ProteinData.Graded(ProteinData.Low, ProteinData.High)).Design;
        Close.To(0.7773983, d.DetectableTheta, 1e-6);
        Close.To(0.683610, d.PowerLargeThreeDegrees, 2e-6);
        Close.To(0.830341, d.PowerLargeOneDegree, 2e-6);
    }

    [Fact]
    public void One_grade_only_is_constant()
    {
        ProteinResult r = Assert.Single(ProteinAnalyzer.Analyze(ProteinData.Graded([0, 5, 0, 0], [0, 7, 0, 0])).Results);
        Assert.Equal(ProblemCodes.Constant, r.Status.Code);
        Assert.Equal(1, r.PPrimary);
        Assert.True(double.IsNaN(r.Superiority.Theta));
    }
}
