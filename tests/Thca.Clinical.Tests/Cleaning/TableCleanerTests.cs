using System.Text;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Errors;
using Thca.Testing;

namespace Thca.Clinical.Tests.Cleaning;

/// <summary>Rules of the clinical specification, sections 1.3 and 1.4; expected values are read off the small tables.</summary>
public class TableCleanerTests
{
    [Fact]
    public void Outcome_AllEncodings_LoadIdentically()
    {
        // Vector V14: 0/1 must load identically to M0/M1.
        foreach (string csv in new[]
        {
            "PatientID,M_stage\n001,M0\n002,M1\n003,M0\n", "PatientID,M_stage\n001,0\n002,1\n003,0\n",
            "PatientID,M_stage\n001,No\n002,Yes\n003,No\n", "PatientID,M_stage\n001,0.0\n002,1.0\n003,0.0\n",
        })
        {
            CleanedTable result = TableCleaner.Clean(Texts.Csv(csv), options: new CleaningOptions { Outcome = "M_stage" });
            Assert.Equal([0, 1, 0], result.Table.Outcome!.Values);
            Assert.Equal(["001", "002", "003"], result.Table.Ids);
        }
    }

    [Fact]
    public void Levels_SynonymsFullWidthAndSubstages()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,Sex,T_stage,Multifocal\na,\u7537,T1a,\uFF11\nb,Female,t3,\u5426\nc,m,4,yes\n"));
        Assert.Equal([1, 0, 1], result.Table["Sex"].Values); // V14: U+7537 equals Male
        Assert.Equal([0, 2, 3], result.Table["T_stage"].Values);
        Assert.Equal([1, 0, 1], result.Table["Multifocal"].Values);
    }

    [Fact]
    public void IntegerAndFloatLevels_AreOneLevel()
    {
        // Vector V14: an integer level column and a float one give one row per level.
        ClinicalColumn grade = new() { Name = "Grade", Kind = ColumnKind.Ordinal, Levels = [new ColumnLevel("1", 0, []), new ColumnLevel("2", 1, [])] };
        var schema = new ClinicalSchema { Columns = [grade] };
        ClinicalTable a = TableCleaner.Clean(Texts.Csv("PatientID,Grade\na,1\nb,2\n"), schema).Table;
        ClinicalTable b = TableCleaner.Clean(Texts.Csv("PatientID,Grade\na,1.0\nb,2.0\nc,\n"), schema).Table;
        Assert.Equal(a["Grade"].Values, b["Grade"].Values[..2]);
    }

    [Fact]
    public void Codes_NameLevels_WhereNoLabelIsANumber()
    {
        var schema = new ClinicalSchema { Outcome = "Recurred", Columns = [new ClinicalColumn { Name = "Recurred", Kind = ColumnKind.Binary, Levels = [new ColumnLevel("No", 0, []), new ColumnLevel("Yes", 1, [])] }] };
        Assert.Equal([0, 1, 1], TableCleaner.Clean(Texts.Csv("PatientID,Recurred\na,0\nb,1\nc,Yes\n"), schema).Table.Outcome!.Values);
    }

    [Fact]
    public void BareZeroStage_IsAmbiguous_UnlessTheBaseIsStated()
    {
        const string csv = "PatientID,T_stage\na,0\nb,3\n";
        ValidationIssue issue = TableCleaner.Clean(Texts.Csv(csv)).Report.Issues.Single(i => i.Severity == IssueSeverity.Error);
        Assert.Equal(("AMBIGUOUS_CODE", 1, "T_stage"), (issue.Code, issue.Row, issue.Column));
        Assert.Equal([0, 3], TableCleaner.Clean(Texts.Csv(csv), options: new CleaningOptions { OrdinalNumericBase = 0 }).Table["T_stage"].Values);
    }

    [Fact]
    public void UnreadableCells_AreMissing_AndReportedWithRowAndColumn()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,Age,Sex\n7,abc,X\n8,200,Male\n9,41,\n"));
        Assert.True(double.IsNaN(result.Table["Age"][0]));
        Assert.Equal(200, result.Table["Age"][1]); // flagged, never altered
        Assert.Contains(result.Report.Issues, i => i is { Code: "NOT_A_NUMBER", Row: 1, PatientId: "7", Column: "Age", Value: "abc" });
        Assert.Contains(result.Report.Issues, i => i is { Code: "UNKNOWN_LEVEL", Row: 1, Column: "Sex" });
        Assert.Contains(result.Report.Issues, i => i is { Code: "OUT_OF_RANGE", Row: 2, Severity: IssueSeverity.Warning });
        Assert.True(result.Report.HasErrors);
    }

    [Fact]
    public void DetectionLimits()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,TSH\na,<0.04\nb,1.5\nc,>100\nd,2.1\ne,1.1\n"));
        Close.To(0.04 / Math.Sqrt(2), result.Table["TSH"][0], 1e-14);
        Assert.Equal(100, result.Table["TSH"][2]);
        Assert.Equal(CellMark.Censored, result.Table["TSH"].Marks[0]);
    }

    [Fact]
    public void IntervalCodes_BecomeOrdinal()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,TG\na,<62.9\nb,>=62.9\nc,\uFF1C62.9\nd,\n"));
        Assert.Equal(ColumnKind.Ordinal, result.Table["TG"].Definition.Kind);
        Assert.Equal([0, 1, 0, double.NaN], result.Table["TG"].Values);
        CleanedTable size = TableCleaner.Clean(Texts.Csv("PatientID,Tumor_size\na,>2\nb,<=1\nc,>1 and <=2\n"));
        Assert.Equal([2, 0, 1], size.Table["Tumor_size"].Values);
    }

    [Fact]
    public void DerivedIndices_ByHand()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,PLT,LYM,MONO,NE\na,200,2,0.5,4\nb,250,0,0.5,3\nc,100,1,,2\n"));
        Assert.Equal([2, double.NaN, 2], result.Table["NLR"].Values);
        Assert.Equal([100, double.NaN, 100], result.Table["PLR"].Values);
        Assert.Equal([4, 0, double.NaN], result.Table["LMR"].Values);
        Assert.Equal([400, double.NaN, 200], result.Table["SII"].Values);
        Assert.Contains(result.Report.Issues, i => i is { Code: "ZERO_DENOMINATOR", Row: 2, Column: "NLR" });
    }

    [Theory]
    [InlineData("PatientID,Age\n1,50\n1,51\n", null, "DUPLICATE_ID")]
    [InlineData("PatientID,Y\n1,1\n2,1\n", "Y", "OUTCOME_SINGLE_CLASS")]
    [InlineData("PatientID,Y\n1,1\n2,0\n3,maybe\n", "Y", "OUTCOME_INVALID")]
    [InlineData("PatientID,Age\n1,50\n", "Y", "TABLE_INVALID")]
    [InlineData("PatientID,Age\n", null, "TABLE_INVALID")]
    public void UnusableTables_AreRefusedWithACode(string csv, string? outcome, string code)
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv(csv), options: new CleaningOptions { Outcome = outcome });
        Assert.Equal(code, Assert.Throws<TableException>(result.Report.ThrowIfFatal).Code);
    }

    [Fact]
    public void MissingSchemaColumns_AreAllNamed()
    {
        TableException error = Assert.Throws<TableException>(TableCleaner.Clean(Texts.Csv("PatientID,M_stage,Age\n1,0,50\n2,1,51\n"), ThcaSchema.Instance).Report.ThrowIfFatal);
        Assert.Contains("Sex, BMI", error.Message, StringComparison.Ordinal);
        Assert.Contains("GLU", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingIds_AreGenerated_DamagedOnesReported()
    {
        CleanedTable made = TableCleaner.Clean(Texts.Csv("Age\n50\n60\n"));
        Assert.Equal(["row-00001", "row-00002"], made.Table.Ids);
        Assert.Contains(made.Report.Issues, i => i.Code == "ID_GENERATED");
        Assert.Contains(TableCleaner.Clean(Texts.Csv("PatientID,Age\n1E+05,50\n2E+05,60\n")).Report.Issues, i => i is { Code: "ID_DAMAGED", Row: 2 });
    }

    [Fact]
    public void SemicolonsAndDecimalCommas_AreRead()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID;Tumor_size\na;1,5\nb;0,8\n"));
        Assert.Equal([1.5, 0.8], result.Table["Tumor_size"].Values);
    }

    [Fact]
    public void ConstantAndEmptyColumns_AreReported()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,BMI,GLU\na,22,\nb,22,\n"));
        Assert.Contains(result.Report.Issues, i => i is { Code: "CONSTANT", Column: "BMI" });
        Assert.Contains(result.Report.Issues, i => i is { Code: "ALL_MISSING", Column: "GLU" });
    }

    [Fact]
    public void UnlistedColumns_AreTypedAndReported()
    {
        var schema = new ClinicalSchema { Columns = [new ClinicalColumn { Name = "Age", Kind = ColumnKind.Continuous }] };
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,Age,Extra\na,50,x\nb,60,y\n"), schema);
        Assert.Equal(ColumnKind.Binary, result.Table["Extra"].Definition.Kind);
        Assert.Contains(result.Report.Issues, i => i is { Code: "UNLISTED", Column: "Extra" });
    }

    [Fact]
    public void PositiveLevel_NamesTheEvent()
    {
        CleanedTable result = TableCleaner.Clean(Texts.Csv("PatientID,Status\na,alive\nb,dead\nc,alive\n"), options: new CleaningOptions { Outcome = "Status", PositiveLevel = "dead" });
        Assert.Equal([0, 1, 0], result.Table.Outcome!.Values);
    }

    [Fact]
    public void GbkAndLatin1Files_AreDecodedWithAWarning()
    {
        byte[] gb = CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes("PatientID,Sex\na,\u7537\nb,\u5973\n");
        (Core.Tables.TextTable table, ValidationIssue? issue) = ClinicalFile.Read(gb, "gb.csv");
        Assert.Equal("ENC_GB18030", issue!.Code);
        Assert.Equal([1, 0], TableCleaner.Clean(table).Table["Sex"].Values);
        Assert.Equal("ENC_FALLBACK", ClinicalFile.Read(Encoding.Latin1.GetBytes("PatientID,Note\na,\u00FF\u00FF,\n".Replace(",\n", "\n", StringComparison.Ordinal)), "l1.csv").Encoding!.Code);
        Assert.Null(ClinicalFile.Read("PatientID\na\n"u8.ToArray(), "u8.csv").Encoding);
        Assert.Throws<TableException>(() => ClinicalFile.Read("PK\u0003\u0004"u8.ToArray(), "book.xlsx"));
    }

    [Fact]
    public void Missingness_AgainstOutcome_IsFisher()
    {
        // Missing only among events: the 2 x 2 table of Fisher's tea test with all four correct, p = 2/70.
        string csv = "PatientID,Y,X\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},{i / 4},{(i < 4 ? "1.5" : "")}\n"));
        ClinicalTable table = TableCleaner.Clean(Texts.Csv(csv), options: new CleaningOptions { Outcome = "Y" }).Table;
        Missingness m = Missingness.Of(table).Single();
        Assert.Equal(0.5, m.Fraction);
        Close.To(2.0 / 70, m.PValue, 1e-10);
        Assert.Equal(2, Missingness.Patterns(table).Count);
    }
}
