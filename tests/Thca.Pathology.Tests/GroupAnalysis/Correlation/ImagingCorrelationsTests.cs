using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Randomness;
using Thca.Pathology.GroupAnalysis;
using Thca.Pathology.GroupAnalysis.Correlation;
using Thca.Pathology.GroupAnalysis.Inputs;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Statistics.Correlation;
using Thca.Testing;

namespace Thca.Pathology.Tests.GroupAnalysis.Correlation;

public sealed class ImagingCorrelationsTests
{
    [Fact]
    public void Blocks_PairsAndBookkeeping()
    {
        StudyCohort cohort = CohortMatcher.Match(StudyData.Study(30, 0), AnalysisPlan.Default);
        IReadOnlyList<ImagingCorrelation> cells = ImagingCorrelations.Analyze(cohort, StudyData.Quick, RandomSeed.Default);
        Assert.Equal(6 * 3, cells.Count);
        Assert.DoesNotContain(cells, c => c.Column == "iTED_x_CI_lower");
        ImagingCorrelation strong = cells.Single(c => c is { Row: "tumour_area_um2_cv", Column: "iTED_x" });
        double rho = SpearmanCorrelation.Compute([.. cohort.Variables[0].Values], [.. cohort.Imaging[0].Values]).Coefficient;
        Close.To(rho, strong.Rho, 1e-14);
        double z = Math.Atanh(rho), half = 1.959963984540054 * Math.Sqrt(1.06 / 27);
        Close.To(Math.Tanh(z - half), strong.Lower, 1e-12);
        Close.To(1.0 / 200, strong.P, 1e-12);
        Assert.Equal([CorrelationBlock.Ited, CorrelationBlock.Radiomics, CorrelationBlock.Clinical], cells.Select(c => c.Block).Distinct());
        Assert.All(cells, c => Assert.True(c.Q >= c.P - 1e-12));
    }

    [Fact]
    public void FewPairsAndConstants_HaveAReason_NeverZero()
    {
        GroupStudyInput study = StudyData.Study(9, 0);
        StudyCohort cohort = CohortMatcher.Match(
            study with { Imaging = [new FeatureTable(study.GroupIds, [new FeatureColumn("iTED_flat", new double[9]), new FeatureColumn("iTED_y", [1, 2, 3, 4, 5, 6, 7, 8, 9])])] }, AnalysisPlan.Default);
        IReadOnlyList<ImagingCorrelation> cells = ImagingCorrelations.Analyze(cohort, StudyData.Quick, RandomSeed.Default);
        Assert.All(cells.Where(c => c.Column == "iTED_flat"), c => Assert.True(double.IsNaN(c.Rho) && double.IsNaN(c.P) && c.Status.Code == ProblemCodes.Constant));
        Assert.All(cells.Where(c => c.Column == "iTED_y"), c => Assert.True(double.IsFinite(c.Rho) && double.IsNaN(c.P) && c.Status.Code == ProblemCodes.TooFewPairs));
        Assert.All(ImagingCorrelations.Omnibus(cohort, StudyData.Quick, RandomSeed.Default), o => Assert.Equal(ProblemCodes.TooFewPairs, o.Status.Code));
        // With the minimum lowered, nine pairs are tested over every order.
        ImagingCorrelation exact = ImagingCorrelations.Analyze(cohort, StudyData.Quick with { MinimumPairs = 9 }, RandomSeed.Default).First(c => c.Column == "iTED_y");
        Close.To(0, Math.IEEERemainder(exact.P * 362880, 1), 0, 1e-6);
    }

    [Fact]
    public void MissingImaging_PairsAreCounted()
    {
        GroupStudyInput study = StudyData.Study(20, 0);
        FeatureTable imaging = study.Imaging[0].SelectRows([.. Enumerable.Range(0, 15)]);
        StudyCohort cohort = CohortMatcher.Match(study with { Imaging = [imaging] }, AnalysisPlan.Default);
        Assert.All(ImagingCorrelations.Analyze(cohort, StudyData.Quick, RandomSeed.Default), c => Assert.Equal(15, c.Count));
        Assert.All(ImagingCorrelations.Omnibus(cohort, StudyData.Quick, RandomSeed.Default), o => Assert.Equal(15, o.Patients));
    }

    [Fact]
    public void Omnibus_AnswersOncePerBlock()
    {
        StudyCohort cohort = CohortMatcher.Match(StudyData.Study(40, 0, features: 2), AnalysisPlan.Default);
        IReadOnlyList<OmnibusTest> tests = ImagingCorrelations.Omnibus(cohort, StudyData.Quick, RandomSeed.Default);
        Assert.Equal(CorrelationBlock.All, tests.Select(t => t.Block));
        Assert.True(tests[0].P < 0.02 && tests[0].R > 0.3);
        Assert.True(tests[1].P > tests[0].P);
    }
}
