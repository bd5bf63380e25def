using Thca.Clinical.Baseline;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Reference;
using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Clinical.Tests.Regression;
using Thca.Core.Cohorts;
using Thca.Core.Compute;
using Thca.Core.Randomness;
using Thca.Testing;

namespace Thca.Clinical.Tests.Reference;

/// <summary>Expected values: vectors V5, V10 and V13 of the clinical specification.</summary>
public class ReferenceTests
{
    [Fact]
    public void V13_CappingErasesTheCount_AndSaysSo()
    {
        double[] values = [.. Enumerable.Repeat(0.0, 82), .. Enumerable.Range(1, 18).Select(i => (double)i)];
        var table = new ClinicalTable([.. Enumerable.Range(0, 100).Select(i => $"p{i}")], [new ClinicalSeries(new ClinicalColumn { Name = "Nodes", Kind = ColumnKind.Count }, values)]);
        (ClinicalTable done, IReadOnlyList<string> notes) = ReferencePreprocessing.Apply(new TrainingFold<ClinicalTable>(table));
        Assert.All(done["Nodes"].Values.ToArray(), v => Assert.Equal(0, v));
        Assert.Contains("IQR_ZERO", notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void FewDistinctNumbers_CountAsLevels_FilledByTheCommonestSmallest()
    {
        string csv = "PatientID,a,b,c,d\n" + string.Join('\n', new[]
        {
            "1,45,5.2,,1.1", "2,52,,210,1.9", "3,38,6.1,260,", "4,61,4.4,190,2.8", "5,29,7.0,305,0.7", "6,57,5.0,,2.2", "7,43,,240,1.4", "8,66,4.1,175,3.1", "9,35,6.6,280,0.9", "10,49,5.6,225,1.6",
        });
        ClinicalColumn[] columns = [.. "abcd".Select(n => new ClinicalColumn { Name = n.ToString(), Kind = ColumnKind.Continuous })];
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(csv), new ClinicalSchema { Columns = columns }).Table;
        (ClinicalTable done, _) = ReferencePreprocessing.Apply(new TrainingFold<ClinicalTable>(table));
        Assert.Equal(175, done["c"][0]); // specification 3.2 and 3.8: eight distinct values count as categorical; each occurs once, so the smallest fills
    }

    [Fact]
    public void V10_CoefficientsAsCoded_BootstrapIsSeeded()
    {
        ClinicalTable table = V10.Table();
        (IReadOnlyList<RegressionRow> uni, IReadOnlyList<RegressionRow> multi) = ReferenceRegression.Run(table.WithColumns([table["Age"], table["Sex"]]), ["Sex"], RandomSeed.Default);
        Close.To([1.37454926, 0.64140342], [uni.Single(r => r.Term == "Age").Beta, uni.Single(r => r.Level == "Male").Beta], 1e-6);
        Close.To([1.13161346, 0.28389425], [multi.Single(r => r.Term == "Age").Beta, multi.Single(r => r.Level == "Male").Beta], 1e-6);
        (IReadOnlyList<RegressionRow> again, _) = ReferenceRegression.Run(table.WithColumns([table["Age"], table["Sex"]]), ["Sex"], RandomSeed.Default, ComputeOptions.SingleThread);
        Assert.Equal(uni.Select(r => (r.Lower, r.Upper, r.PValue)), again.Select(r => (r.Lower, r.Upper, r.PValue)));
    }

    [Fact]
    public void V5_Comparison_UsesYatesAndNoExactTest()
    {
        string csv = "PatientID,G,X\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"p{i},{(i < 17 ? "a" : "b")},{(i < 12 || i is >= 17 and < 24 ? "No" : "Yes")}\n"));
        BaselineRow row = BaselineComparison.Compare(TableCleaner.Clean(Texts.Csv(csv)).Table, "G", BaselineOptions.Reference).Rows[0];
        Close.To([4.812286471, 0.028257529], [row.Test!.Statistic, row.Test.PValue], 1e-6);
        Assert.Equal(ColumnKind.Nominal, ReferenceTyping.Apply(V10.Table().WithColumns([new ClinicalSeries(new ClinicalColumn { Name = "n", Kind = ColumnKind.Count }, [.. Enumerable.Range(0, 24).Select(i => (double)(i % 5))])]))["n"].Definition.Kind);
    }
}
