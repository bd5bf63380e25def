using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Modeling.Data;
using Thca.Testing;

namespace Thca.Modeling.Tests.Data;

public sealed class FeatureTableIntakeTests
{
    [Fact]
    public void Own_tables_are_taken_as_they_are()
    {
        using var folder = new TemporaryFolder();
        string radiomics = folder.Write("r.csv", "PatientID,original_shape_Elongation,diagnostics_x,Status,Message\n01,0.5,1,ok,\n02,NaN,1,MASK_EMPTY,no voxel\n03,0.7,1,ok,\n");
        string ited = folder.Write("i.csv", "PatientID,iTED_glcm_Contrast,iTED_glcm_Contrast_CI_lower,iTED_glcm_Contrast_k,Status,Message\n03,1.5,1,2,ok,\n01,2.5,1,2,ok,\n");
        string ith = folder.Write("s.csv", "PatientID,3D_ITHscore,n_clusters,shannon_entropy,Status,Message\n01,0.1,3,1,ok,\n03,0.3,3,1,ok,\n");
        string clinical = folder.Write("c.csv", "PatientID,Age,Sex,T_stage,M_stage\n01,50,Male,T1,0\n03,,Female,T3,1\n");
        PatientRecords records = FeatureTableIntake.Read([new(radiomics), new(ited), new(ith), new(clinical)], new IntakeOptions { OutcomeColumn = "M_stage" });

        Assert.Equal(["01", "03"], records.Patients);
        Assert.Equal(["shape_Elongation", "iTED_glcm_Contrast", "3D_ITHscore", "Age", "Sex", "T_stage"], records.Columns.Select(c => c.Name));
        Assert.Equal([Modality.Radiomics, Modality.ITed, Modality.IthScore, Modality.Clinical, Modality.Clinical, Modality.Clinical], records.Columns.Select(c => c.Modality));
        Assert.Equal(new DroppedPatient("02", "MASK_EMPTY", "r.csv: no voxel"), Assert.Single(records.Dropped));
        Assert.Contains(new IgnoredColumn("i.csv", "iTED_glcm_Contrast_k", "auxiliary iTED column"), records.IgnoredColumns);
        Assert.Contains(records.IgnoredColumns, c => c.Name == "M_stage");

        TrainingTable table = TrainingTable.Create(records, OutcomeColumn.Read(clinical + ":M_stage"));
        Assert.Equal([false, true], table.Rows.Outcome.ToArray());
        Assert.Equal([1, 0], table.Rows.Features.Column(4).ToArray());
        Assert.Equal([0, 2], table.Rows.Features.Column(5).ToArray());
        Assert.True(double.IsNaN(table.Rows.Features[1, 3]));
    }

    [Fact]
    public void Everybody_keeps_a_row_when_predicting()
    {
        using var folder = new TemporaryFolder();
        string a = folder.Write("a.csv", "PatientID,glcm_A,Status,Message\n1,1,ok,\n2,NaN,MASK_EMPTY,empty\n");
        string b = folder.Write("b.csv", "PatientID,Age\n1,50\n3,60\n");
        PatientRecords records = FeatureTableIntake.Read([new(a), new(b)], new IntakeOptions { KeepIncomplete = true });
        Assert.Equal(["1", "2", "3"], records.Patients);
        Assert.Equal(["MASK_EMPTY", "ABSENT"], records.Dropped.Select(d => d.Code));
        Assert.True(records.Columns[0].IsMissing(2));
    }

    [Theory]
    [InlineData("PatientID,label\n1,0\n", "named like an outcome")]
    [InlineData("PatientID,A\n1,0\n1,2\n", "more than once")]
    [InlineData("PatientID,A\n1,inf\n", "infinite")]
    public void Hostile_tables_are_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        TableException error = Assert.Throws<TableException>(() => FeatureTableIntake.Read([new(folder.Write("x.csv", text))]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_feature_in_two_tables_is_refused()
    {
        var table = new FeatureTable(["1"], [new FeatureColumn("original_glcm_A", [1])]);
        var again = new FeatureTable(["1"], [new FeatureColumn("glcm_A", [1])]);
        Assert.Contains("'glcm_A' occurs in table 1 and again in table 2", Assert.Throws<TableException>(() => FeatureTableIntake.From([table, again])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "1", null)]
    [InlineData("M0", "M1", null)]
    [InlineData("No", "yes", null)]
    [InlineData("benign", "Malignant", "malignant")]
    public void Outcome_encodings(string negative, string positive, string? level)
    {
        TextTable table = new(["PatientID", "O"], [["a", negative], ["b", positive], ["c", ""]]);
        OutcomeColumn outcome = OutcomeColumn.From(table, "O", level);
        Assert.Equal([false, true, null], new[] { "a", "b", "c" }.Select(p => outcome[p]));
    }

    [Fact]
    public void Unknown_outcome_and_missing_column_part_are_refused()
    {
        TextTable table = new(["PatientID", "O"], [["a", "maybe"]]);
        Assert.Contains("'maybe'", Assert.Throws<TableException>(() => OutcomeColumn.From(table, "O")).Message, StringComparison.Ordinal);
        Assert.Throws<TableException>(() => OutcomeColumn.SplitReference("file.csv"));
        Assert.Equal(("C:/x/a.csv", "M"), OutcomeColumn.SplitReference("C:/x/a.csv:M"));
    }

    [Fact]
    public void Table_without_PatientID_gets_numbered_rows_and_a_warning()
    {
        using var folder = new TemporaryFolder();
        PatientRecords records = FeatureTableIntake.Read([new(folder.Write("x.csv", "Age,Hx Smoking\n1,No\n2,Yes\n"))]);
        Assert.Equal(["row-00001", "row-00002"], records.Patients);
        Assert.Contains(records.Warnings, w => w.Contains("ID_GENERATED", StringComparison.Ordinal));
        Assert.Equal("Hx_Smoking", records.Columns[1].Name);
    }
}
