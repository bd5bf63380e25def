using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;

namespace Thca.Pathology.Tests.GroupAnalysis.Inputs;

public sealed class CohortMatcherTests
{
    private static GroupStudyInput Input() => new()
    {
        Features =
        [
            new PatientFeatures(new FeatureTable(
                ["001", "002", "3", "005", "006"],
                [new FeatureColumn("tumour_area_um2_cv", [1, 2, 3, 5, 6]), new FeatureColumn("tumour_n", [10, 20, 30, 50, 60])],
                [RowStatus.Ok, RowStatus.Ok, RowStatus.Ok, new RowStatus("SLIDE_BLANK", "No tissue."), RowStatus.Ok])),
        ],
        GroupIds = ["001", "002", "003", "004", "005", "007", "006"],
        Groups = new RiskGroupAssignment { Groups = [0, 1, 1, 0, 0, -1, 1], Column = "G", Flags = [ProblemCodes.ProvenanceUnknown] },
        Imaging = [new FeatureTable(["001", "009"], [new FeatureColumn("iTED_a", [1, 2])])],
        Outcome = new Dictionary<string, bool> { ["001"] = false, ["002"] = true },
        Slides = new Dictionary<string, int> { ["001"] = 2 },
    };

    [Fact]
    public void EveryPatientOfAnyTable_HasARowWithAReason()
    {
        StudyCohort cohort = CohortMatcher.Match(Input(), AnalysisPlan.Default with { Exclusions = [new PatientExclusion("006", "scanner fault"), new PatientExclusion("999", "x")] });
        Assert.Equal(["001", "002"], cohort.Patients);
        Assert.Equal([0, 1], cohort.Groups);
        Assert.Equal([0, 1], cohort.Outcome);
        Dictionary<string, MatchingRow> rows = cohort.Matching.ToDictionary(r => r.Patient);
        Assert.Equal(["001", "002", "003", "004", "005", "007", "006", "3", "009"], cohort.Matching.Select(r => r.Patient));
        Assert.Equal(GroupAnalysisProblems.NoSlide, rows["003"].Status.Code);
        Assert.Contains("'3', which differs by leading zeros only", rows["003"].Status.Message, StringComparison.Ordinal);
        Assert.Equal(GroupAnalysisProblems.NoSlide, rows["004"].Status.Code);
        Assert.Equal("SLIDE_BLANK", rows["005"].Status.Code);
        Assert.Equal(GroupAnalysisProblems.NoGroup, rows["007"].Status.Code);
        Assert.Equal(new RowStatus(GroupAnalysisProblems.ExcludedByPlan, "scanner fault"), rows["006"].Status);
        Assert.Equal(GroupAnalysisProblems.NoGroup, rows["3"].Status.Code);
        Assert.True(rows["009"].InImaging && !rows["009"].InGroups);
        Assert.Equal(2, rows["001"].Slides);
        Assert.Contains(cohort.Warnings, w => w.Contains("'999'", StringComparison.Ordinal));
        Assert.Contains(cohort.Warnings, w => w.StartsWith("2 patients take no part: NO_SLIDE", StringComparison.Ordinal));
        Assert.Contains(cohort.Warnings, w => w.StartsWith("1 patients of the comparison have no imaging", StringComparison.Ordinal));
        Assert.Equal([ProblemCodes.ProvenanceUnknown], cohort.Flags);
    }

    [Fact]
    public void DeclaredEndpoint_ThatNoTableHas_KeepsItsPlace()
    {
        StudyCohort cohort = CohortMatcher.Match(Input(), AnalysisPlan.Default with { Primary = ["tumour_n", "nowhere"] });
        Assert.Equal(["tumour_n", "nowhere", "tumour_area_um2_cv"], cohort.Variables.Select(v => v.Name));
        Assert.True(cohort.Variables[1].IsAbsent);
        Assert.Equal("primary", cohort.Variables[0].Family);
    }

    [Fact]
    public void RepeatedPatientsAndColumns_AreRefused()
    {
        GroupStudyInput input = Input();
        Assert.Equal(ProblemCodes.DuplicateId, Assert.Throws<TableException>(() => CohortMatcher.Match(input with { GroupIds = ["001", "001", "003", "004", "005", "007", "006"] }, AnalysisPlan.Default)).Code);
        Assert.Contains("two tables", Assert.Throws<TableException>(() => CohortMatcher.Match(input with { Features = [input.Features[0], input.Features[0]] }, AnalysisPlan.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("'zzz'", Assert.Throws<TableException>(() => CohortMatcher.Match(input, AnalysisPlan.Default with { Covariates = ["zzz"] })).Message, StringComparison.Ordinal);
    }
}
