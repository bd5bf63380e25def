using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Data;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Tests.Data;

public sealed class ProteinTableReaderTests
{
    [Fact]
    public void Grades_as_text_numbers_and_missing()
    {
        ProteinTable table = ProteinTableReader.Read(ProteinData.Text("PatientID,Risk_Group_Clinical,A,B,C\n001,low,negative,0,-\n002,High Risk,++,2,+++\n003,1,,3,\n"));
        Assert.Equal("001", table.Patients[0].Value);
        Assert.Equal([0, 1, 1], table.Groups);
        Assert.All(table.Proteins, p => Assert.Equal(ScaleType.Grade4, p.Scale));
        Assert.Equal(-1, table.Proteins[0].Grade(2));
        Assert.Equal([0.0, 2, 3], table.Proteins[1].Values);
    }

    [Fact]
    public void Every_misspelt_grade_is_named_with_row_and_column()
    {
        TableException error = Assert.Throws<TableException>(() =>
            ProteinTableReader.Read(ProteinData.Text("PatientID,Risk_Group_Clinical,SUCLG1,DLAT\n1,Low,Negatve,weak\n2,High,weak,strng\n")));
        Assert.Equal(ProteinProblems.GradeUnknown, error.Code);
        Assert.Contains("Data row 1, column 'SUCLG1': 'Negatve'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Data row 2, column 'DLAT': 'strng'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scales_are_told_from_the_values()
    {
        ProteinTable table = ProteinTableReader.Read(
            ProteinData.Text("PatientID,Risk_Group_Clinical,H,I,C\n1,Low,10,12,1.5\n2,High,300,4,2.5\n"),
            options: new ProteinTableOptions { Scales = new Dictionary<string, ScaleType> { ["H"] = ScaleType.HScore, ["I"] = ScaleType.Irs } });
        Assert.Equal([ScaleType.HScore, ScaleType.Irs, ScaleType.Continuous], table.Proteins.Select(p => p.Scale));
        TableException range = Assert.Throws<TableException>(() => ProteinTableReader.Read(ProteinData.Text("PatientID,Risk_Group_Clinical,X\n1,Low,4\n2,High,1\n")));
        Assert.Equal(ProteinProblems.GradeOutOfRange, range.Code);
        Assert.Contains("--scale X=irs", range.Remedy, StringComparison.Ordinal);
        Assert.Throws<TableException>(() => ProteinTableReader.Read(
            ProteinData.Text("PatientID,Risk_Group_Clinical,X\n1,Low,13\n2,High,1\n"),
            options: new ProteinTableOptions { Scales = new Dictionary<string, ScaleType> { ["X"] = ScaleType.Irs } }));
    }

    [Fact]
    public void Duplicate_patients_are_refused()
    {
        TableException error = Assert.Throws<TableException>(() => ProteinTableReader.Read(ProteinData.Text("PatientID,Risk_Group_Clinical,X\n01,Low,1\n02,Low,1\n01,High,2\n")));
        Assert.Equal(ProblemCodes.DuplicateId, error.Code);
        Assert.Contains("rows 1 and 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_protein_of_the_default_panel_keeps_its_row_and_of_a_named_panel_is_an_error()
    {
        ProteinTable table = ProteinTableReader.Read(ProteinData.Text("PatientID,Risk_Group_Clinical,SUCLG1\n1,Low,1\n2,Low,2\n3,High,0\n4,High,1\n"));
        ProteinStudy study = ProteinAnalyzer.Analyze(table);
        Assert.Equal(8, study.Results.Count);
        Assert.True(study.Results[0].IsTested);
        Assert.All(study.Results.Skip(1), r => Assert.Equal(ProteinProblems.ColumnAbsent, r.Status.Code));
        Assert.Equal(study.Results[0].PPrimary, study.Results[0].Q);
        TableException error = Assert.Throws<TableException>(() => ProteinTableReader.Read(
            ProteinData.Text("PatientID,Risk_Group_Clinical,suclg1\n1,Low,1\n"), options: new ProteinTableOptions { Panel = ["SUCLG1"] }));
        Assert.Contains("There is 'suclg1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_groups_are_an_error_unless_excluded()
    {
        const string csv = "PatientID,Risk_Group_Clinical,X\n1,Low,1\n2,High,2\n3,Intermediate,2\n";
        Assert.Contains("'Intermediate' (1)", Assert.Throws<TableException>(() => ProteinTableReader.Read(ProteinData.Text(csv))).Message, StringComparison.Ordinal);
        ProteinTable table = ProteinTableReader.Read(ProteinData.Text(csv), options: new ProteinTableOptions { ExcludeGroups = ["Intermediate"] });
        Assert.Equal([0, 1, -1], table.Groups);
        Assert.Single(table.Warnings);
    }

    [Fact]
    public void Groups_from_another_table_are_joined_as_text()
    {
        ProteinTable table = ProteinTableReader.Read(
            ProteinData.Text("PatientID,X\n001,1\n002,2\n3,0\n"),
            ProteinData.Text("PatientID,Risk_Group_Clinical,Prediction_Source\n001,Low,out_of_fold\n002,High,resubstitution\n003,High,out_of_fold\n"));
        Assert.Equal([0, 1, -1], table.Groups);
        Assert.Contains(ProblemCodes.ResubstitutionGroups, table.Flags);
        Assert.Contains(table.Warnings, w => w.Contains("leading zeros", StringComparison.Ordinal));
        Assert.Equal([false, true, false], table.Resubstituted);
    }

    [Fact]
    public void Groups_of_unknown_origin_are_flagged()
    {
        Assert.Contains(ProblemCodes.ProvenanceUnknown, ProteinTableReader.Read(ProteinData.Text("PatientID,X\n1,1\n2,2\n"), ProteinData.Text("PatientID,RiskGroup\n1,Low\n2,High\n")).Flags);
        ProteinTable split = ProteinTableReader.Read(ProteinData.Text(
            "PatientID,Risk_Group_Clinical,Dataset_Split,Predicted_Probability,X\n1,Low,Train,0.1,1\n2,High,Train,0.8,2\n3,High,Test,0.9,2\n"));
        Assert.Contains(ProblemCodes.ResubstitutionGroups, split.Flags);
        Assert.Equal([true, true, false], split.Resubstituted);
        Assert.DoesNotContain(ProblemCodes.ProvenanceUnknown, ProteinTableReader.Read(ProteinData.Text(
            "PatientID,Risk_Group_Clinical,Prediction_Source,X\n1,Low,out_of_fold,1\n2,High,external,2\n")).Flags);
    }

    [Fact]
    public void Chinese_headers_are_mapped_by_a_schema()
    {
        ProteinSchema schema = ProteinSchema.Parse("""
            { "id": "PatientID", "columns": [ { "name": "PatientID", "source": "\u75C5\u4EBA" }, { "name": "Risk_Group_Clinical", "aliases": ["\u98CE\u9669"] },
              { "name": "DLAT", "source": "\u86CB\u767D" } ] }
            """);
        ProteinTable table = ProteinTableReader.Read(
            ProteinData.Text("\u75C5\u4EBA,\u98CE\u9669,\u86CB\u767D\n1,\u4F4E,\u9634\u6027\n2,\u9AD8\u98CE\u9669,\u5F3A\u9633\u6027\n"),
            options: new ProteinTableOptions { Schema = schema });
        Assert.Equal([0, 1], table.Groups);
        Assert.Equal(3, table.Proteins.Single(p => p.Protein.Column == "DLAT").Grade(1));
    }

    [Theory]
    [InlineData("PatientID,X\n1,1\n", "Risk_Group_Clinical")]
    [InlineData("PatientID,Risk_Group_Clinical\n1,Low\n", "no protein column")]
    [InlineData("ID,Risk_Group_Clinical,X\n1,Low,1\n", "PatientID")]
    [InlineData("PatientID,Risk_Group_Clinical,X\n,Low,1\n", "empty")]
    [InlineData("PatientID,Risk_Group_Clinical,X\n1,,1\n", "No patient")]
    public void Damaged_tables_are_explained(string csv, string expected) =>
        Assert.Contains(expected, Assert.Throws<TableException>(() => ProteinTableReader.Read(ProteinData.Text(csv))).Message, StringComparison.Ordinal);
}
