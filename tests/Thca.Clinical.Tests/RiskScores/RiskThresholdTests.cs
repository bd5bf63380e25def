using Thca.Clinical.Regression;
using Thca.Clinical.RiskScores;
using Thca.Clinical.Tables;
using Thca.Clinical.Tests.Regression;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Clinical.Tests.RiskScores;

/// <summary>Expected values: vector V9 of the clinical specification.</summary>
public class RiskThresholdTests
{
    private static readonly double[] Scores = [.10, .15, .22, .31, .31, .42, .47, .55, .60, .60, .71, .80];
    private static readonly double[] Y = [0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 0];

    [Fact]
    public void V9_MaximumYouden()
    {
        RiskThreshold t = RiskThreshold.Learn(Fold(Scores, Y), "s", ScoreDirection.Increasing, bootstraps: 0);
        Close.To([0.47, 0.5142857, 0.7571428571], [t.Threshold, t.Youden, t.Auc], 1e-7);
        Assert.Equal(new Proportion(4, 5), t.Sensitivity); // events above .47: .47 .60 .60 .71
        Assert.Equal([0, 1, double.NaN], [t.Group(0.46), t.Group(0.47), t.Group(double.NaN)]);
    }

    [Fact]
    public void V9_InverseScore_HasNoDiscrimination_UnlessDeclared()
    {
        Assert.Equal("NO_DISCRIMINATION", Assert.Throws<ThcaException>(() => RiskThreshold.Learn(Fold([.1, .2, .3, .4], [1, 1, 0, 0]), "s", ScoreDirection.Increasing)).Code);
        RiskThreshold auto = RiskThreshold.Learn(Fold([.1, .2, .3, .4], [1, 1, 0, 0]), "s", ScoreDirection.Auto, bootstraps: 0);
        Assert.Equal((-1, 0.2, 1.0), (auto.Orientation, auto.Threshold, auto.Youden));
        Assert.Equal([1, 0], [auto.Group(0.15), auto.Group(0.25)]);
    }

    [Fact]
    public void V9_Wilson()
    {
        (double lower, double upper) = new Proportion(28, 30).Wilson();
        Close.To([0.786765, 0.981523], [lower, upper], 1e-6);
    }

    [Fact]
    public void Bootstrap_IsSeededAndThreadFree()
    {
        RiskThreshold one = RiskThreshold.Learn(Fold(Scores, Y), "s", ScoreDirection.Increasing, 200, compute: ComputeOptions.SingleThread);
        RiskThreshold two = RiskThreshold.Learn(Fold(Scores, Y), "s", ScoreDirection.Increasing, 200, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(one, two);
        Assert.InRange(one.BootstrapMedian, one.BootstrapLower, one.BootstrapUpper);
    }

    [Fact]
    public void Scores_FromFiles_GroupsAndSummary()
    {
        ClinicalTable table = V10.Table();
        string csv = "PatientID,Predicted_Probability,Prediction_Source\n" + string.Concat(Enumerable.Range(0, 22).Select(i => FormattableString.Invariant($"p{i:D2},{0.05 + 0.9 * ((table["Age"][i] - 29) / 44)},out_of_fold\n")));
        RiskScore score = RiskScore.Read(TextTable.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv)), "iTED_predictions_all.csv"));
        Assert.Equal(("iTED", true, "out_of_fold"), (score.Name, score.IsProbability, score.SourceOf(table.Ids)));
        RiskThreshold threshold = RiskThreshold.Learn(Fold(score.For(table.Ids), table.Outcome!.Values.ToArray()), score.Name, ScoreDirection.Increasing, 0);
        ClinicalTable grouped = RiskGroups.Add(table, [(score, threshold)]);
        Assert.Equal(2, grouped["iTED_Risk"].Missing); // patients without a score are missing, never Low
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(grouped), new RegressionOptions { OptimismReplicates = 0 });
        Assert.Contains(result.Multivariable!.Terms, t => t.Name == "iTED_Risk");
        TextTable summary = ScoreSummaries.Summary([("Training", grouped, result)], [(score, threshold)]);
        Assert.Equal(("Training", "iTED", "ok"), (summary[0, "Dataset"], summary[0, "Score"], summary[0, "Status"]));
        Assert.Equal(22, summary.Number(0, "N_High") + summary.Number(0, "N_Low"));
        Assert.Equal("0", ScoreSummaries.Consistency(result, result, ["iTED"])[0, "Z"]);
    }

    [Fact]
    public void Contribution_IsTheLikelihoodRatioOfNestedModels()
    {
        // V10: male adds 1.4270075 to age (likelihood ratio); here sex plays the score.
        ClinicalTable table = V10.Table();
        var group = new ClinicalSeries(table["Sex"].Definition with { Name = "S_Risk" }, table["Sex"].Values.ToArray());
        var options = new RegressionOptions { Terms = ["Age", "S_Risk"], Estimator = Statistics.Regression.LogisticEstimator.MaximumLikelihood, OptimismReplicates = 0 };
        ClinicalTable grouped = table.WithColumns([table["Age"], group]);
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(grouped), options);
        ScoreContribution added = ScoreContribution.Of(result, grouped, ["S"], options).Single();
        Close.To([1.4270075, 0.2322534, 2 - 1.4270075], [added.Test.Statistic, added.Test.PValue, added.AicChange], 1e-6);
        Assert.Equal(24, added.Count);
    }

    [Fact]
    public void Resubstitution_IsLabelledAndHidden()
    {
        ClinicalTable table = V10.Table();
        string csv = "PatientID,Probability,Prediction_Source\n" + string.Concat(Enumerable.Range(0, 24).Select(i => FormattableString.Invariant($"p{i:D2},{table["Age"][i] / 100},resubstitution\n")));
        RiskScore score = RiskScore.Read(Texts.Csv(csv), "Radiomics");
        RiskThreshold threshold = RiskThreshold.Learn(Fold(score.For(table.Ids), table.Outcome!.Values.ToArray()), score.Name, ScoreDirection.Increasing, 0);
        ClinicalTable grouped = RiskGroups.Add(table, [(score, threshold)]);
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(grouped), new RegressionOptions { OptimismReplicates = 0 });
        TextTable summary = ScoreSummaries.Summary([("Training", grouped, result)], [(score, threshold)]);
        Assert.StartsWith("OPTIMISTIC", summary[0, "Status"], StringComparison.Ordinal);
        Assert.Equal("", summary[0, "Univariate_OR"]);
    }

    private static TrainingFold<(double[] Scores, double[] Outcome)> Fold(double[] scores, double[] y) => new((scores, y));
}
