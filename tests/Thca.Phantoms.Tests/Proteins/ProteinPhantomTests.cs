using Thca.Core.Errors;
using Thca.Core.Randomness;
using Thca.Core.Tables;
using Thca.Phantoms.Cohorts;
using Thca.Phantoms.Proteins;

namespace Thca.Phantoms.Tests.Proteins;

public sealed class ProteinPhantomTests
{
    private static readonly string[] Labels = ["Negative", "Weak Positive", "Moderate Positive", "Strong Positive"];

    [Fact]
    public void Proteins_follow_the_risk_as_declared()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 2000 }, RandomSeed.Default);
        TextTable table = ProteinPhantom.Draw(cohort, RandomSeed.Default);
        Assert.Equal(["PatientID", "M_stage", "SUCLG1", "DLAT", "IDH3B", "ACSF2", "SUCLG2", "ACO2", "CYCS", "VDAC2"], table.Header);
        Assert.True(Slope(cohort, table, "SUCLG1") < -0.5);
        Assert.True(Slope(cohort, table, "DLAT") < -0.45);
        Assert.InRange(Slope(cohort, table, "IDH3B"), -0.08, 0.08);
        Assert.InRange(Slope(cohort, table, "CYCS"), 0.2, 0.45);
        Assert.Equal(0.02, table.Column("ACO2").Count(c => c.Length == 0) / 2000.0, 0.012);
    }

    [Fact]
    public void Intensities_and_wrong_options()
    {
        CohortPhantom cohort = CohortPhantom.Draw(new CohortPhantomOptions { Patients = 20 }, RandomSeed.Default);
        TextTable table = ProteinPhantom.Draw(cohort, RandomSeed.Default, new ProteinPhantomOptions { Intensities = true, MissingRate = 0, Proteins = [new("X", 0.5)] });
        for (int r = 0; r < 20; r++) Assert.True(table.Number(r, "X") > 0);
        var wrong = new ProteinPhantomOptions { Proteins = [new("X", 2), new("X", 0)], CommonShare = 1, MissingRate = -1 };
        Assert.Equal(4, Assert.Throws<OptionsException>(() => ProteinPhantom.Draw(cohort, RandomSeed.Default, wrong)).Problems.Count);
    }

    /// <summary>Correlation of grade and log odds.</summary>
    private static double Slope(CohortPhantom cohort, TextTable table, string protein)
    {
        (double X, double Y)[] pairs = [.. cohort.Patients.Select((p, i) => (p.LogOdds, (double)Array.IndexOf(Labels, table[i, protein]))).Where(p => p.Item2 >= 0)];
        double mx = pairs.Average(p => p.X), my = pairs.Average(p => p.Y);
        return pairs.Sum(p => (p.X - mx) * (p.Y - my)) / Math.Sqrt(pairs.Sum(p => (p.X - mx) * (p.X - mx)) * pairs.Sum(p => (p.Y - my) * (p.Y - my)));
    }
}
