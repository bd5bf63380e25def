using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis;

public sealed class GroupStudyAnalyzerTests
{
    [Fact]
    public void Results_DoNotDependOnThreads_NorOnTheOrderOfOtherColumns()
    {
        GroupStudyInput study = StudyData.Study(30, 1);
        GroupStudyResult one = GroupStudyAnalyzer.Analyze(study, options: StudyData.Quick, compute: ComputeOptions.SingleThread);
        GroupStudyResult two = GroupStudyAnalyzer.Analyze(study, options: StudyData.Quick, compute: new ComputeOptions { MaxDegreeOfParallelism = 2 });
        Assert.Equal(one.Tests.Select(t => (t.P, t.Q, t.Delta)), two.Tests.Select(t => (t.P, t.Q, t.Delta)));
        Assert.Equal(one.Correlations.Select(c => c.P), two.Correlations.Select(c => c.P));
        Assert.Equal(one.Clusters.Labels, two.Clusters.Labels);
        Assert.Equal(one.Clusters.Stability, two.Clusters.Stability);
        Assert.Equal(one.Omnibus, two.Omnibus);
        var table = study.Features[0].Table;
        GroupStudyResult turned = GroupStudyAnalyzer.Analyze(study with { Features = [study.Features[0] with { Table = table.SelectColumns(table.Columns.Select(c => c.Name).Reverse()) }] }, options: StudyData.Quick);
        Close.To(one.Tests.Single(t => t.Variable.Name == "tumour_f2_cv").P, turned.Tests.Single(t => t.Variable.Name == "tumour_f2_cv").P, 0);
    }

    [Fact]
    public void PlanSeed_WinsOverTheRuns()
    {
        GroupStudyInput study = StudyData.Study(40, 0.5);
        AnalysisPlan plan = new() { Seed = new RandomSeed(7) };
        GroupStudyResult a = GroupStudyAnalyzer.Analyze(study, plan, StudyData.Quick, new RandomSeed(1)), b = GroupStudyAnalyzer.Analyze(study, plan, StudyData.Quick, new RandomSeed(2));
        Assert.Equal(7, a.Seed.Value);
        Assert.Equal(a.Tests.Select(t => t.P), b.Tests.Select(t => t.P));
    }

    [Fact]
    public void Slides_AreModelledPerPatient()
    {
        GroupStudyInput study = StudyData.Study(12, 0);
        RandomStream random = RandomSeed.Default.Stream("slides");
        Dictionary<string, double[]> values = study.GroupIds.Select((id, i) => KeyValuePair.Create(id, new[] { 3.0 * (i % 2) + 0.1 * random.NextNormal(), 3.0 * (i % 2) + 0.1 * random.NextNormal(), double.NaN })).ToDictionary();
        SlideComparison slides = GroupStudyAnalyzer.Analyze(
            study with { SlideValues = new Dictionary<string, IReadOnlyDictionary<string, double[]>> { ["area_um2_cv"] = values } }, options: StudyData.Quick).Slides.Single();
        Assert.Equal((12, 24), (slides.Model!.Patients, slides.Model.Measurements));
        Close.To(2.0 / 924, slides.Model.PValue, 1e-12);
        SlideComparison few = GroupStudyAnalyzer.Analyze(
            study with { SlideValues = new Dictionary<string, IReadOnlyDictionary<string, double[]>> { ["x"] = values.Take(3).ToDictionary() } }, options: StudyData.Quick).Slides.Single();
        Assert.Equal(ProblemCodes.GroupTooSmall, few.Status.Code);
    }

    [Fact]
    public void NobodyMatched_DescribesNothing_WithoutFailing()
    {
        GroupStudyInput study = StudyData.Study(12, 0);
        GroupStudyResult result = GroupStudyAnalyzer.Analyze(study with { GroupIds = [.. study.GroupIds.Select(id => "X" + id)] }, options: StudyData.Quick);
        Assert.Empty(result.Cohort.Patients);
        Assert.All(result.Tests, t => Assert.Equal(ProblemCodes.GroupTooSmall, t.Status.Code));
        Assert.Equal(24, result.Cohort.Matching.Count);
    }

    [Fact]
    public void Options_AreChecked_WorkIsCancelled()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => GroupStudyAnalyzer.Analyze(StudyData.Study(12, 0), options: new GroupAnalysisOptions { Level = 2, MinimumPairs = 1 }));
        Assert.Equal(2, error.Problems.Count);
        Assert.ThrowsAny<OperationCanceledException>(() => GroupStudyAnalyzer.Analyze(StudyData.Study(12, 0), options: StudyData.Quick, ct: new CancellationToken(canceled: true)));
    }
}
