using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Statistics.Regression;
using Thca.Testing;

namespace Thca.Clinical.Tests.Regression;

/// <summary>Expected values: vector V10 of the clinical specification unless a test says otherwise.</summary>
public class RegressionAnalysisTests
{
    private static readonly RegressionOptions Ml = new() { Estimator = LogisticEstimator.MaximumLikelihood, OptimismReplicates = 20 };

    [Fact]
    public void V10_Prespecified_AgeAndSex()
    {
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), Ml with { Terms = ["Age", "Sex"] });
        RegressionRow age = result.MultivariableLines.Single(r => r.Term == "Age"), male = result.MultivariableLines.Single(r => r.Level == "Male");
        Close.To([1.2067620, 1.0232463, 1.4231905, 0.0255488082], [age.OddsRatio, age.Lower, age.Upper, age.PValue], 1e-6);
        Close.To([4.1905852, 0.3457110, 50.7967822, 0.2603430386, 0.2322534], [male.OddsRatio, male.Lower, male.Upper, male.PValue, male.PTerm], 1e-6);
        RegressionRow female = result.MultivariableLines.Single(r => r.IsReference);
        Assert.Equal(("Female", 13), (female.Level, female.Count)); // counted in V10: 11 of 24 are male
        ModelDiagnostics d = result.Diagnostics!;
        Close.To([-9.0065610131, 24.0131220, 27.5472835, 0.8888889], [d.LogLikelihood, d.Aic, d.Bic, d.Auc.Value], 1e-7);
        Close.To(4.5, d.EventsPerVariable, 1e-12); // 9 events, 2 slopes
        Assert.True(d.OptimismCorrectedAuc < d.Auc.Value);
        Assert.Equal(["Age", "Sex"], d.TermInflation.Select(t => t.Term));
    }

    [Fact]
    public void V10_Stage_IsOneTermWithJointTest()
    {
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), Ml with { Terms = ["T_stage"] });
        RegressionRow[] rows = [.. result.UnivariableLines];
        Assert.Equal(["T1", "T2", "T3"], rows.Select(r => r.Level));
        Close.To([1, 6.75, 22.5], [.. rows.Select(r => r.OddsRatio)], 1e-7);
        Close.To(0.0257726, rows[1].PTerm, 1e-5);
        Assert.Equal("vs T1", rows[1].Scale);
    }

    [Fact]
    public void Auto_WithFewEvents_TakesFirthAndSaysSparse()
    {
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), new RegressionOptions { Terms = ["Age", "Sex"], OptimismReplicates = 0 });
        RegressionRow age = result.MultivariableLines.Single(r => r.Term == "Age");
        Assert.Equal("Firth, penalised profile", age.Method);
        Assert.Contains("SPARSE", age.Flags);
        Close.To([0.1382337, 0.0027507], [age.Beta, age.PValue], 2e-5);
        Close.To([Math.Exp(0.0405331), Math.Exp(0.3130802)], [age.Lower, age.Upper], 1e-6);
    }

    [Fact]
    public void Separation_GivesFiniteFirthIntervalsAndIsNamed()
    {
        // Vector V11: 5 of 5 exposed and 3 of 12 others have the event; slope log(5.5·9.5/(3.5·0.5)).
        string csv = "PatientID,Y,X\n" + string.Concat(Enumerable.Range(0, 17).Select(i => $"p{i},{(i < 8 ? 1 : 0)},{(i < 5 ? "Yes" : "No")}\n"));
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(csv), options: new CleaningOptions { Outcome = "Y" }).Table;
        RegressionRow row = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(table), new RegressionOptions { Terms = ["X"], MinimumRows = 10, EventsPerVariableSparse = 0 }).UnivariableLines[1];
        Close.To([Math.Log(5.5 * 9.5 / (3.5 * 0.5)), 0.0055218], [row.Beta, row.PValue], 1e-5);
        Close.To([Math.Exp(0.8712398), Math.Exp(8.3737602)], [row.Lower, row.Upper], 1e-5);
        Assert.Equal("quasi-complete", row.Separation);
        Assert.Contains("SEPARATION", row.Flags);
    }

    [Fact]
    public void TooFewEvents_AreRefused_UnlessForced()
    {
        ClinicalTable table = V10.Table().SelectRows([.. Enumerable.Range(0, 12)]); // 4 events
        RegressionRow refused = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(table), new RegressionOptions { MinimumRows = 5, Terms = ["Age"] }).UnivariableLines[0];
        Assert.True(double.IsNaN(refused.Beta));
        Assert.Contains("TOO_FEW_EVENTS", refused.Flags);
        RegressionRow forced = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(table), new RegressionOptions { Force = true, Terms = ["Age"], OptimismReplicates = 0 }).UnivariableLines[0];
        Assert.True(double.IsFinite(forced.Beta));
        Assert.StartsWith("Firth", forced.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void EntryRule_KeepsTermsBelowThreshold_AndDropsRedundantOnes()
    {
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), Ml with { EntryP = 0.03 });
        Assert.Equal(["Age", "T_stage"], result.Multivariable!.Terms.Select(t => t.Name)); // univariable p: age 0.00045, stage 0.0258
        Assert.Equal([("Tumor_size", "T_stage")], RedundancyRules.Losers(["T_stage", "Tumor_size"], new Dictionary<string, double> { ["T_stage"] = 0.01, ["Tumor_size"] = 0.02 }));
    }

    [Fact]
    public void Scales_PerTenYears_DoublingAndTrainingSd()
    {
        ClinicalTable table = V10.Table();
        double Beta(ClinicalColumn c) => RegressionAnalysis.Run(
            new TrainingFold<ClinicalTable>(table.WithColumns([new ClinicalSeries(c, table["Age"].Values.ToArray())])), Ml with { Terms = ["Age"] }).UnivariableLines[0].Beta;
        var age = new ClinicalColumn { Name = "Age", Kind = ColumnKind.Continuous, Unit = "years" };
        double perYear = Beta(age), sd = Statistics.Summaries.Moments.StandardDeviation(table["Age"].Values);
        Close.To(0.1688989988, perYear, 1e-8);
        Close.To(10 * perYear, Beta(age with { Per = 10 }), 1e-8); // algebra of linear predictors
        Close.To(sd * perYear, Beta(age with { PerStandardDeviation = true }), 1e-8);
        Assert.Equal("per doubling", TermCoding.Learn(new ClinicalSeries(age with { Transform = ColumnTransform.Log2 }, [1, 2, 4])).ScaleText);
    }

    [Fact]
    public void MissingValues_AreLeftOut_NeverReference()
    {
        ClinicalTable table = V10.Table(i => i == 3 ? "" : $"{40 + i}");
        TermModel model = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(table), Ml with { Terms = ["Age"] }).Univariable[0];
        Assert.Equal((23, 1), (model.Rows.Count, model.Dropped));
    }

    [Fact]
    public void Pooled_OverIdenticalTables_EqualsCompleteCase()
    {
        // Rubin's rules with no between-imputation variance give the complete-data Wald results.
        ClinicalTable table = V10.Table();
        var imputed = new MultipleImputation([table, table, table], []);
        RegressionRow pooled = RegressionAnalysis.Run(new TrainingFold<MultipleImputation>(imputed), Ml with { Terms = ["Age", "Sex"] }).MultivariableLines[0];
        Close.To([1.2067620, 1.0232463, 1.4231905, 0.0255488082], [pooled.OddsRatio, pooled.Lower, pooled.Upper, pooled.PValue], 1e-6);
        Assert.Equal("ML, Rubin (3)", pooled.Method);
    }

    [Fact]
    public void Transport_OfTheTrainingCohortItself_IsIdeal()
    {
        ClinicalTable table = V10.Table();
        RegressionResult result = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(table), Ml with { Terms = ["Age", "Sex"] });
        TransportCheck check = TransportCheck.Of(result.Multivariable!, table)!;
        Close.To([1, 0, 0.8888889, 0.1302272537], [check.Calibration.Slope.Estimate, check.Calibration.Intercept.Estimate, check.Auc.Value, check.Brier], 1e-6, 1e-6);
        RegressionResult again = RegressionAnalysis.Repeat(result, [table], "again", Ml);
        Assert.Equal(result.MultivariableLines.Select(r => r.Beta), again.MultivariableLines.Select(r => r.Beta));
    }

    [Fact]
    public void Lines_HaveTheContractColumns()
    {
        TextTable table = RegressionTables.Lines(RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), Ml).UnivariableLines);
        Assert.Equal(["Term", "Level", "N", "Events", "OR", "CI_lower", "CI_upper", "P", "Method", "Scale"], table.Header.Take(10));
        Assert.Equal("", table[0, "Level"]);
    }

    [Fact]
    public void Threads_DoNotChangeResults()
    {
        RegressionOptions options = Ml with { OptimismReplicates = 30 };
        RegressionResult one = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), options, ComputeOptions.SingleThread);
        RegressionResult two = RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), options, new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(one.Diagnostics!.OptimismCorrectedAuc, two.Diagnostics!.OptimismCorrectedAuc);
        Assert.Equal(one.UnivariableLines.Select(r => r.Beta), two.UnivariableLines.Select(r => r.Beta));
    }

    [Fact]
    public void UnknownTermAndMissingOutcome_AreRefused()
    {
        Assert.Throws<TableException>(() => RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table()), Ml with { Terms = ["Weight"] }));
        Assert.Throws<TableException>(() => RegressionAnalysis.Run(new TrainingFold<ClinicalTable>(V10.Table().WithOutcome(null)), Ml));
    }
}
