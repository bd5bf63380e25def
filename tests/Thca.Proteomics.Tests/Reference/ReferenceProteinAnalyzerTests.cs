using System.Text;
using Thca.Core.Tables;
using Thca.Proteomics.Panel;
using Thca.Proteomics.Reference;
using Thca.Proteomics.Reporting;
using Thca.Testing;

namespace Thca.Proteomics.Tests.Reference;

public sealed class ReferenceProteinAnalyzerTests
{
    [Fact]
    public void Chi_square_and_V_of_the_worked_table()
    {
        ReferenceProteinResult r = Analyze(ProteinData.Low, ProteinData.High);
        Close.To(9.2323232323, r.ChiSquare, 1e-10);
        Close.To(0.0263562993, r.P, 1e-8);
        Close.To(0.5210939633, r.CramersV, 1e-9);
        Assert.Equal(("*", "Large"), (r.Stars, r.EffectSize));
        Assert.Equal(["High", "Low"], r.Groups);
        Assert.Equal(["Moderate Positive", "Negative", "Strong Positive", "Weak Positive"], r.Labels);
        Close.To(1.82352941, r.Means[0], 1e-8);
        Assert.Equal(["Moderate Positive", "Negative"], r.Dominant);
    }

    [Fact]
    public void Yates_is_silently_active_when_two_labels_occur()
    {
        ReferenceProteinResult r = Analyze([10, 5, 0, 0], [4, 11, 0, 0]);
        Assert.Equal(0.334, r.CramersV, 0.0005);
    }

    [Fact]
    public void One_label_gives_zero_over_zero()
    {
        ReferenceProteinResult r = Analyze([0, 4, 0, 0], [0, 5, 0, 0]);
        Assert.Equal((0.0, 1.0), (r.ChiSquare, r.P));
        Assert.True(double.IsNaN(r.CramersV));
    }

    [Fact]
    public void A_misspelt_label_is_a_category_but_missing_in_means()
    {
        TextTable table = ProteinData.Text("PatientID,G,X\n1,Low,Negatve\n2,Low,Negative\n3,High,Strong Positive\n4,High,\n5,Low,Weak Positive\n");
        ReferenceProteinResult r = ReferenceProteinAnalyzer.Analyze(table, "G", ["X"])[0];
        Assert.Equal(4, r.Labels.Count);
        Assert.Equal([3.0, 0.5], r.Means);
        Assert.Equal("Negative", r.Dominant[1]);
    }

    [Fact]
    public void Correlation_of_codes_within_a_group()
    {
        TextTable table = ProteinData.Text("PatientID,G,X,Y\n1,Low,Negative,Weak Positive\n2,Low,Weak Positive,Weak Positive\n3,Low,Moderate Positive,Strong Positive\n4,High,Negative,Negative\n");
        Close.To(0.8660254038, ReferenceProteinAnalyzer.Correlation(table, "G", "Low", "X", "Y"), 1e-9);
    }

    [Fact]
    public void The_tables_keep_the_original_layout()
    {
        ReferenceProteinResult[] results = [Analyze(ProteinData.Low, ProteinData.High)];
        Assert.Equal(["Protein", "Chi-square", "P-value", "Cramer's V", "Significance"], CompatibilityTables.StatisticalResults(results).Header);
        Assert.Equal("True", CompatibilityTables.Summary(results)[0, "Significant"]);
        TextTable means = CompatibilityTables.Means(results);
        Assert.Equal(["Low", "High"], means.Column("Group"));
        Close.To(0.70588235, means.Number(0, "X"), 1e-7);
    }

    private static ReferenceProteinResult Analyze(int[] low, int[] high)
    {
        var csv = new StringBuilder("PatientID,G,X\n");
        int id = 0;
        foreach ((int[] counts, string group) in new[] { (low, "Low"), (high, "High") })
            for (int level = 0; level < 4; level++)
                for (int i = 0; i < counts[level]; i++) csv.Append($"{++id},{group},{GradeScale.Labels[level]}\n");
        return ReferenceProteinAnalyzer.Analyze(ProteinData.Text(csv.ToString()), "G", ["X"])[0];
    }
}
