using Thca.Clinical.Baseline;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Clinical.Tests.Imputation;
using Thca.Clinical.Tests.Regression;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Clinical.Tests.Baseline;

public class BaselineComparisonTests
{
    [Fact]
    public void Tests_AndDifferences_OfKnownTables()
    {
        // Vector V5 of the clinical specification as patients: T stage counts 156 74 46 36 against 98 32 23 16 (rank test p 0.1293185),
        // and a 2 x 2 factor 12 5 against 7 16 (chi-squared p 0.011939091 in its own rows).
        int[][] counts = [[156, 74, 46, 36], [98, 32, 23, 16]];
        var csv = new System.Text.StringBuilder("PatientID,Center,T_stage,Multifocal\n");
        int id = 0;
        int[][] factor = [[12, 5], [7, 16]];
        for (int g = 0; g < 2; g++)
        {
            int inGroup = 0;
            for (int t = 0; t < 4; t++)
                for (int k = 0; k < counts[g][t]; k++, inGroup++)
                    csv.Append($"p{id++},{"AB"[g]},T{t + 1},{(inGroup < factor[g][0] ? "No" : inGroup < factor[g].Sum() ? "Yes" : "")}\n");
        }

        BaselineTable table = BaselineComparison.Compare(TableCleaner.Clean(Texts.Csv(csv.ToString())).Table, "Center");
        BaselineRow stage = table.Rows.Single(r => r.Variable == "T_stage" && r.Level.Length == 0), multifocal = table.Rows.Single(r => r.Variable == "Multifocal" && r.Level.Length == 0);
        Close.To(0.1293185, stage.Test!.PValue, 1e-6);
        Close.To(0.011939091, multifocal.Test!.PValue, 1e-6);
        Assert.Equal("chi-squared", multifocal.Test.Method);
        Assert.Equal((17, 295), (multifocal.Groups[0].Count, multifocal.Groups[0].Missing));
        Assert.Equal("12 (70.6)", table.Rows.Single(r => r.Level == "No").Groups[0].Text);
        Close.To(2 * multifocal.Test.PValue, multifocal.AdjustedP, 1e-9); // smaller of two p-values, Benjamini-Hochberg
    }

    [Fact]
    public void SparseTable_IsExact()
    {
        string csv = "PatientID,G,X\n" + string.Concat(Enumerable.Range(0, 17).Select(i => $"p{i},{(i < 5 ? "a" : "b")},{(i < 8 ? "Yes" : "No")}\n"));
        BaselineRow row = BaselineComparison.Compare(TableCleaner.Clean(Texts.Csv(csv)).Table, "G").Rows[0];
        Assert.Equal("Fisher exact", row.Test!.Method);
        Close.To(0.0090497738, row.Test.PValue, 1e-8); // V5: [[5,0],[3,9]]
    }

    [Fact]
    public void Summaries_ByHand()
    {
        string csv = "PatientID,G,Age,TSH\n" + string.Concat(new[] { 30, 40, 50, 60, 70, 80, 90, 100, 20, 35, 45, 55 }.Select((a, i) => $"p{i},{(i % 2 == 0 ? "a" : "b")},{a},{(i == 0 ? "" : "1.5")}\n"));
        BaselineTable table = BaselineComparison.Compare(TableCleaner.Clean(Texts.Csv(csv)).Table, "G");
        Assert.Equal("47.5 (33.8–65.0)", table.Rows[0].Groups[0].Text); // 20 30 45 50 70 90: quartiles at ranks 2.25 and 4.75, one decimal
        Assert.Equal((6, 1), (table.GroupSizes[0], table.Rows.Single(r => r.Variable == "TSH").Groups[0].Missing));
    }

    [Fact]
    public void UndefinedDifference_IsSaid_NotSmall()
    {
        string csv = "PatientID,G,X\na,1,Yes\nb,1,Yes\nc,2,No\nd,2,No\n";
        BaselineTable table = BaselineComparison.Compare(TableCleaner.Clean(Texts.Csv(csv)).Table, "G");
        Assert.False(table.Rows[0].Difference!.IsDefined);
        Assert.Contains("undefined", BaselineWriter.Markdown(table), StringComparison.Ordinal);
        Assert.Equal("NaN", BaselineWriter.Lines(table)[0, "smd"]);
    }

    [Fact]
    public void ThreeGroups_UseKruskalWallisAndMeanDifference()
    {
        BaselineTable table = BaselineComparison.Compare(V10.Table(), "T_stage");
        Assert.Equal("Kruskal-Wallis", table.Rows.Single(r => r.Variable == "Age").Test!.Method);
        Assert.Equal(3, table.GroupNames.Count);
    }

    [Fact]
    public void Pooled_OverIdenticalTables_EqualsTheTable()
    {
        ClinicalTable table = V10.Table();
        BaselineTable plain = BaselineComparison.Compare(table, "M_stage"), pooled = BaselineComparison.ComparePooled(new MultipleImputation([table, table], []), "M_stage");
        Assert.Equal(plain.Rows.Select(r => r.Test?.PValue ?? -1), pooled.Rows.Select(r => r.Test?.PValue ?? -1));
        ClinicalTable gaps = TableCleaner.Clean(Texts.Csv(PreprocessingModelTests.Csv(60, 9))).Table;
        MultipleImputation imputed = ChainedEquations.Impute(new TrainingFold<ClinicalTable>(gaps.WithColumns([.. gaps.Columns.Where(c => c.Name != "Site")])), new ChainedEquationsOptions { Imputations = 2, Cycles = 2 });
        BaselineRow age = BaselineComparison.ComparePooled(imputed, "Sex").Rows.Single(r => r.Variable == "Age");
        Assert.Equal(gaps["Age"].Missing, age.Overall.Missing); // missing counts are those before imputation
    }

    [Fact]
    public void Writers_AgreeAndEscape()
    {
        BaselineTable table = BaselineComparison.Compare(V10.Table(), "M_stage");
        TextTable lines = BaselineWriter.Lines(table);
        Assert.Equal(["variable", "label", "unit", "level", "kind", "n_M0", "missing_M0", "summary_M0"], lines.Header.Take(8));
        Assert.Contains("| Age, years |", BaselineWriter.Markdown(table), StringComparison.Ordinal);
        Assert.Contains("T\\_stage".Replace("\\_", " ", StringComparison.Ordinal), BaselineWriter.Latex(table), StringComparison.Ordinal);
        Assert.Contains("<td>Age, years</td>", BaselineWriter.Html(table), StringComparison.Ordinal);
        Assert.Contains("a\\_b \\& $<$", TableText.Latex(new TextTable(["a_b & <"], [])), StringComparison.Ordinal);
        Assert.Contains("a&lt;b", TableText.HtmlPage("t", [("c", new TextTable(["a<b"], []))], []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Age")]
    [InlineData("Nope")]
    public void BadGroups_AreRefused(string group) => Assert.Throws<TableException>(() => BaselineComparison.Compare(V10.Table(), group));

    [Theory]
    [InlineData(0.0004, "<0.001")]
    [InlineData(0.0496, "0.0496")]
    [InlineData(0.0504, "0.0504")]
    [InlineData(0.0123, "0.012")]
    [InlineData(0.1234, "0.12")]
    [InlineData(0.9996, ">0.99")]
    [InlineData(double.NaN, "")]
    public void PValues_AsJournalsPrintThem(double p, string text) => Assert.Equal(text, ClinicalFormat.P(p)); // specification, section 5.2

    [Theory]
    [InlineData(double.PositiveInfinity, "\u221E")]
    [InlineData(1234, ">999")]
    [InlineData(0.0004, "<0.001")]
    [InlineData(2.675, "2.67")]
    public void OddsRatios_AsPrinted(double value, string text) => Assert.Equal(text, ClinicalFormat.OddsRatio(value)); // specification, section 8.7
}
