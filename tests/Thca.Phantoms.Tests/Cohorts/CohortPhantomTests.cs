using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Ct;
using Thca.Testing;

namespace Thca.Phantoms.Tests.Cohorts;

public sealed class CohortPhantomTests
{
    [Theory]
    [InlineData(60, 6.4, 8)]
    [InlineData(740, 6.4, 100)]
    [InlineData(10, 6.4, 5)]
    [InlineData(200, 1, 100)]
    public void Every_cohort_has_the_exact_number_of_events(int patients, double ratio, int events)
    {
        foreach (long seed in (long[])[1, 2, 3])
        {
            CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = patients, M1Ratio = ratio }, new RandomSeed(seed));
            Assert.Equal(patients, cohort.Patients.Count);
            Assert.Equal(events, cohort.Patients.Count(p => p.Metastasis));
            Close.To(events, cohort.Patients.Sum(p => p.Risk), 1e-9);
        }
    }

    [Fact]
    public void Images_show_what_the_patient_has()
    {
        #region cohort
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 60, M1Ratio = 6.4 }, RandomSeed.Default);
        NeckCtCase first = cohort.GenerateCase(0);
        #endregion
        Assert.Equal(cohort.Patients[0].Heterogeneity, first.Truth.Heterogeneity);
        Close.To(cohort.Patients[0].Clinical.TumorSize * 10, first.Truth.LesionDiameterMm, 1e-12);
        Assert.Equal(Enumerable.Range(1, 11), first.Labels.DistinctLabels());
    }

    [Fact]
    public void Risk_is_calibrated_and_separates_the_outcomes()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 20_000 }, RandomSeed.Default);
        PhantomPatient[] byRisk = [.. cohort.Patients.OrderBy(p => p.Risk)];
        foreach (PhantomPatient[] tenth in byRisk.Chunk(2000))
        {
            double expected = tenth.Sum(p => p.Risk), sd = Math.Sqrt(tenth.Sum(p => p.Risk * (1 - p.Risk)));
            Assert.InRange(tenth.Count(p => p.Metastasis), expected - 4 * sd, expected + 4 * sd);
        }

        Assert.Equal(0.88, Auc(cohort, p => p.Risk), 0.02);
        Assert.True(Auc(cohort, p => p.Heterogeneity) > 0.8);
        Assert.True(Auc(cohort, p => p.Clinical.TumorSize) is > 0.55 and < 0.75);
        Assert.Equal(0.5, Auc(cohort, p => p.Clinical.Bmi), 0.03);
    }

    [Fact]
    public void Log_odds_are_the_sum_of_the_known_coefficients()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 2 }, RandomSeed.Default);
        PhantomClinicalRecord base0 = cohort.Patients[0].Clinical with
        {
            Male = false, Age = 45, TumorSize = 1.5, Multifocal = false, Infiltrates = false, NodeStage = 0,
        };
        var law = new PhantomRiskModel();
        Close.To(0, law.LogOdds(base0, 0.5), 1e-12);
        Close.To(3, law.LogOdds(base0, 1.0), 1e-12);
        Close.To(0.8 + 0.5 + 0.4 + 0.9 + 0.9 + 0.3, law.LogOdds(base0 with { Male = true, Age = 65, TumorSize = 3, Multifocal = true, Infiltrates = true, NodeStage = 1 }, 0.5), 1e-12);
    }

    [Fact]
    public void The_clinical_table_has_the_28_columns_and_the_outcome()
    {
        TextTable table = CohortPhantom.Draw(new CohortPhantomOptions { MissingRate = 0.2 }, RandomSeed.Default).ClinicalTable();
        Assert.Equal(30, table.Header.Count);
        Assert.Equal("PatientID", table.Header[0]);
        Assert.Equal("M_stage", table.Header[^1]);
        Assert.Equal(["P001", "P002"], table.Column("PatientID")[..2]);
        Assert.Equal(["Female", "Male"], table.Column("Sex").Distinct().Order());
        Assert.All(table.Column("T_stage"), stage => Assert.True(stage is "T1" or "T2" or "T3" or "T4"));
        Assert.Contains("", table.Column("TSH"));
        for (int r = 0; r < table.RowCount; r++)
        {
            Assert.Equal(table[r, "N_stage"] == "N1", table[r, "Number_of_metastatic_lymph_nodes"] != "0");
            double expected = table.Number(r, "NE") / table.Number(r, "LYM");
            Assert.Equal(double.IsNaN(expected), double.IsNaN(table.Number(r, "NLR")));
            if (!double.IsNaN(expected)) Close.To(expected, table.Number(r, "NLR"), 1e-2);
        }
    }

    [Fact]
    public void Thyroglobulin_rises_with_the_tumour()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 4000, MissingRate = 0 }, RandomSeed.Default);
        double Median(bool large) => cohort.Patients.Where(p => p.Clinical.TumorSize > 1.4 == large).Select(p => p.Clinical.Laboratory[14]).Order().ElementAt(1000);
        Assert.True(Median(large: true) > 1.2 * Median(large: false));
    }

    [Fact]
    public void A_shifted_centre_has_another_scanner_and_another_case_mix()
    {
        CohortPhantom first = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 3000 }, RandomSeed.Default);
        CohortPhantom second = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 3000, CenterShift = 1 }, RandomSeed.Default);
        Assert.Equal(8, second.Patients[0].Image.HuOffset - first.Patients[0].Image.HuOffset);
        Assert.Equal(18.75, second.Patients[0].Image.NoiseStandardDeviation);
        Assert.Equal(3, second.Patients.Average(p => p.Clinical.Age) - first.Patients.Average(p => p.Clinical.Age), 0.3);
        Assert.Equal(1.1, second.Patients.Average(p => p.Clinical.TumorSize) / first.Patients.Average(p => p.Clinical.TumorSize), 0.02);
    }

    [Fact]
    public void A_patient_does_not_depend_on_the_size_of_the_cohort_nor_an_image_on_the_threads()
    {
        CohortPhantom small = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 20 }, RandomSeed.Default);
        CohortPhantom large = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 60 }, RandomSeed.Default);
        Assert.Equal(small.Patients[7].Clinical.Cells(), large.Patients[7].Clinical.Cells());
        Assert.Equal(small.Patients[7].Heterogeneity, large.Patients[7].Heterogeneity);
        Assert.True(small.GenerateCase(7, ComputeOptions.SingleThread).Ct.Voxels.SequenceEqual(large.GenerateCase(7, new ComputeOptions { MaxDegreeOfParallelism = 2 }).Ct.Voxels));
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        OptionsException error = Assert.Throws<OptionsException>(() =>
            CohortPhantom.Draw(new CohortPhantomOptions { Patients = 1, M1Ratio = -1, IdPrefix = "../x", CenterShift = double.NaN }, RandomSeed.Default));
        Assert.Equal(4, error.Problems.Count);
        Assert.Throws<OptionsException>(() => CohortPhantom.Draw(new CohortPhantomOptions { Size = new GridSize(30, 30, 30) }, RandomSeed.Default));
    }

    /// <summary>Share of pairs of an M1 and an M0 patient in which the M1 patient has the higher value.</summary>
    private static double Auc(CohortPhantom cohort, Func<PhantomPatient, double> score)
    {
        double[] negative = [.. cohort.Patients.Where(p => !p.Metastasis).Select(score).Order()];
        double wins = 0;
        PhantomPatient[] positive = [.. cohort.Patients.Where(p => p.Metastasis)];
        foreach (PhantomPatient p in positive)
        {
            double s = score(p);
            int below = LowerBound(negative, s), notAbove = LowerBound(negative, Math.BitIncrement(s));
            wins += (below + notAbove) / 2.0;
        }

        return wins / ((double)positive.Length * negative.Length);
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
