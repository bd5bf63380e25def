using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pathology.GroupAnalysis.Scoring;
using Thca.Statistics.Hypotheses;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis.Scoring;

public sealed class CompositeScoreTests
{
    private static StudyCohort Cohort(GroupStudyInput input) => CohortMatcher.Match(input, AnalysisPlan.Default);

    [Fact]
    public void Model_ByHand()
    {
        var data = new ScoreData(["a", "b"], [[1, 2, 3, 4], [5, 5, 5, 5]], [false, false, true, true]);
        ScoreModel model = ScoreModel.Fit(new TrainingFold<ScoreData>(data), new GroupAnalysisOptions { ScoreMinimumFeatures = 1 });
        ScoreTerm term = model.Terms.Single();
        Assert.Equal(new ScoreTerm("a", 2.5, Math.Sqrt(5.0 / 3), 2.5, 1), term);
        Close.To((6 - 2.5) / Math.Sqrt(5.0 / 3), model.Score(_ => 6), 1e-14);
        Close.To(0, model.Score(_ => double.NaN), 1e-14);
        // The direction follows the outcome.
        ScoreModel turned = ScoreModel.Fit(new TrainingFold<ScoreData>(data with { Outcome = [true, true, false, false] }), new GroupAnalysisOptions { ScoreMinimumFeatures = 1 });
        Close.To(-1, turned.Terms[0].Weight, 0);
    }

    [Fact]
    public void HeldOutScores_EqualModelsFittedByHand()
    {
        StudyCohort cohort = Cohort(StudyData.Study(30, 0.5, outcomeShift: 1));
        CompositeScoreResult result = CompositeScore.Analyze(cohort, StudyData.Quick, RandomSeed.Default);
        Assert.True(result.Status.IsOk);
        var data = new ScoreData([.. cohort.Variables.Select(v => v.Name)], [.. cohort.Variables.Select(v => v.Values.ToArray())], [.. cohort.Outcome.Select(o => o == 1)]);
        foreach (int held in (int[])[0, 7, 29])
        {
            ScoreModel model = ScoreModel.Fit(new TrainingFold<ScoreData>(data.Without(held)), StudyData.Quick);
            Close.To(model.Score(f => cohort.Variables.Single(v => v.Name == f).Values[held]), result.OutOfFold[held], 1e-12);
            Assert.Equal(model.Terms.Count, result.FeatureCounts[held]);
        }

        Assert.True(result.Frozen!.Terms.Count >= 3);
        Close.To(1, result.Frozen.Terms.Sum(t => Math.Abs(t.Weight)), 1e-12);
    }

    [Fact]
    public void HeldOutPatient_DoesNotMoveItsOwnModel()
    {
        GroupStudyInput study = StudyData.Study(30, 0.5, outcomeShift: 1);
        StudyCohort cohort = Cohort(study);
        double before = CompositeScore.Analyze(cohort, StudyData.Quick, RandomSeed.Default).OutOfFold[4];
        // The held-out patient's own outcome must not matter for its score.
        int[] flipped = [.. cohort.Outcome.Select((o, i) => i == 4 ? 1 - o : o)];
        Close.To(before, CompositeScore.Analyze(cohort with { Outcome = flipped }, StudyData.Quick, RandomSeed.Default).OutOfFold[4], 1e-14);
    }

    [Fact]
    public void RealEffect_IsFound_SameAtAnyThreads()
    {
        StudyCohort cohort = Cohort(StudyData.Study(40, 0, outcomeShift: 1.5));
        CompositeScoreResult one = CompositeScore.Analyze(cohort, StudyData.Quick, RandomSeed.Default, ComputeOptions.SingleThread);
        CompositeScoreResult two = CompositeScore.Analyze(cohort, StudyData.Quick, RandomSeed.Default, new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(one.OutOfFold, two.OutOfFold);
        Assert.Equal(one.P, two.P);
        Close.To(0.01, one.P, 1e-12);
        Assert.InRange(one.Outcome!.Auc, 0.8, 1);
        Assert.True(one.Outcome.DeLongLower < one.Outcome.Auc && one.Outcome.BootstrapLower <= one.Outcome.Auc);
        Assert.Equal((20, 20), (one.RiskGroup!.Positives, one.RiskGroup.Negatives));
    }

    [Fact]
    public void ExternalPatients_AreScoredByTheFrozenModel_AndTeachNothing()
    {
        StudyCohort cohort = Cohort(StudyData.Study(44, 0, outcomeShift: 1));
        bool[] external = [.. cohort.Patients.Select((_, i) => i >= 32)];
        CompositeScoreResult result = CompositeScore.Analyze(cohort with { External = external }, StudyData.Quick, RandomSeed.Default);
        Assert.Equal(32, result.Frozen!.Patients);
        Close.To(result.Frozen.Score(f => cohort.Variables.Single(v => v.Name == f).Values[40]), result.OutOfFold[40], 1e-14);
        Assert.Equal(12, result.External!.Positives + result.External.Negatives);
        // Other external patients change neither development scores nor the model.
        CompositeScoreResult alone = CompositeScore.Analyze(cohort with { External = external, Outcome = [.. cohort.Outcome.Select((o, i) => external[i] ? -1 : o)] }, StudyData.Quick, RandomSeed.Default);
        Assert.Equal(result.OutOfFold, alone.OutOfFold);
        Assert.Equal(result.P, alone.P);
        Assert.Null(alone.External);
    }

    [Fact]
    public void FewPatients_AreRefused_UnlessExploratory()
    {
        StudyCohort cohort = Cohort(StudyData.Study(12, 1));
        CompositeScoreResult refused = CompositeScore.Analyze(cohort, StudyData.Quick, RandomSeed.Default);
        Assert.Equal(GroupAnalysisProblems.TooFewEvents, refused.Status.Code);
        Assert.All(refused.OutOfFold, s => Assert.True(double.IsNaN(s)));
        CompositeScoreResult allowed = CompositeScore.Analyze(cohort, StudyData.Quick with { AllowExploratoryScore = true }, RandomSeed.Default);
        Assert.True(allowed.Status.IsOk && allowed.IsExhaustive);
        Assert.Equal(495, allowed.Permutations);
        Assert.Contains(GroupAnalysisProblems.Exploratory, allowed.Flags);
        Assert.Equal(GroupAnalysisProblems.NoOutcome, CompositeScore.Analyze(cohort with { Outcome = [.. cohort.Outcome.Select(_ => -1)] }, StudyData.Quick, RandomSeed.Default).Status.Code);
        Assert.Equal(GroupAnalysisProblems.NoColumns, CompositeScore.Analyze(cohort with { Variables = [] }, StudyData.Quick with { AllowExploratoryScore = true }, RandomSeed.Default).Status.Code);
    }

    [Fact]
    public void Noise_GivesUniformP()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("THCA_LONG") == "1", "Set THCA_LONG=1 for the calibration of the composite score on noise.");
        const int cohorts = 100;
        double[] p = [.. Enumerable.Range(0, cohorts).Select(c =>
            CompositeScore.Analyze(Cohort(StudyData.Study(24, 0, 20, seed: 500 + c) with { Imaging = [] }), StudyData.Quick with { BootstrapReplicates = 0, AllowExploratoryScore = true }, new RandomSeed(c)).P)];
        HypothesisTestResult uniform = KolmogorovSmirnov.OneSample(p, x => Math.Clamp(x, 0, 1));
        TestContext.Current.SendDiagnosticMessage("p below 0.05 in {0} of {1} noise cohorts; Kolmogorov-Smirnov p {2}", p.Count(v => v < 0.05), cohorts, uniform.PValue);
        Assert.True(uniform.PValue > 0.01);
        Assert.InRange(p.Count(v => v <= 0.05), 0, 12);
    }
}
