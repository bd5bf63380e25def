using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Testing;

namespace Thca.Clinical.Tests.Imputation;

public class ChainedEquationsTests
{
    private static readonly ChainedEquationsOptions Few = new() { Imputations = 3, Cycles = 3 };

    [Fact]
    public void Threads_DoNotChangeResults_SeedsDo()
    {
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(PreprocessingModelTests.Csv(80, 3))).Table;
        MultipleImputation one = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table), Few, ComputeOptions.SingleThread);
        MultipleImputation two = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table), Few, new ComputeOptions { MaxDegreeOfParallelism = 2 });
        for (int i = 0; i < 3; i++)
            foreach (ClinicalSeries c in one.Tables[i].Columns) Assert.Equal(c.Values, two.Tables[i][c.Name].Values);
        MultipleImputation other = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table), Few with { Seed = new RandomSeed(1) });
        Assert.NotEqual(one.Tables[0]["Age"].Values.ToArray(), other.Tables[0]["Age"].Values.ToArray());
        Assert.NotEqual(one.Tables[0]["Age"].Values.ToArray(), one.Tables[1]["Age"].Values.ToArray());
    }

    [Fact]
    public void ObservedCells_StayAndImputedOnesAreMarked_DonorsAreObservedValues()
    {
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(PreprocessingModelTests.Csv(80, 3))).Table;
        MultipleImputation result = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table), Few);
        foreach (ClinicalTable completed in result.Tables)
        {
            foreach (ClinicalSeries c in completed.Columns)
            {
                Assert.Equal(0, c.Missing);
                ClinicalSeries source = table[c.Name];
                for (int r = 0; r < c.Count; r++)
                {
                    Assert.Equal(double.IsNaN(source[r]) ? CellMark.Imputed : CellMark.Observed, c.Marks[r]);
                    if (!double.IsNaN(source[r])) Assert.Equal(source[r], c[r]);
                }
            }

            var ages = table["Age"].Values.ToArray().ToHashSet();
            Assert.All(completed["Age"].Values.ToArray(), v => Assert.Contains(v, ages));
        }

        Assert.Contains(result.Log, e => e is { Column: "Site", Method: "multinomial logistic regression" });
    }

    [Fact]
    public void StrongRelation_IsKept()
    {
        // NE = 4 + 0.5 z and Age = 50 + 10 z share z: imputed ages must follow NE. Correlation of 1 by construction; above 0.9 after imputation.
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(PreprocessingModelTests.Csv(150, 4))).Table;
        ClinicalTable done = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table), Few).Tables[0];
        int[] imputed = [.. Enumerable.Range(0, 150).Where(r => double.IsNaN(table["Age"][r]) && !double.IsNaN(table["NE"][r]))];
        double r2 = Statistics.Correlation.PearsonCorrelation.Compute([.. imputed.Select(r => done["Age"][r])], [.. imputed.Select(r => done["NE"][r])]).Coefficient;
        Assert.True(r2 > 0.9, $"correlation {r2}");
    }

    [Fact]
    public void MissingOutcome_IsRefused()
    {
        ClinicalTable table = TableCleaner.Clean(Texts.Csv("PatientID,Y,Age\na,0,50\nb,1,\nc,,40\n"), options: new CleaningOptions { Outcome = "Y" }).Table;
        Assert.Throws<Core.Errors.TableException>(() => ChainedEquations.Impute(new TrainingFold<ClinicalTable>(table)));
    }
}
