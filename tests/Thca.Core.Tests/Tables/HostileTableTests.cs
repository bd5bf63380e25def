using System.Text;
using CsCheck;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Core.Tests.Tables;

public class HostileTableTests
{
    private static readonly byte[] Arrow = Bytes(TableFormat.Arrow);
    private static readonly byte[] Parquet = Bytes(TableFormat.Parquet);

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    public void Read_Empty_IsATableError(TableFormat format) => Assert.Contains("is empty", Error([], format).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    public void Read_OtherContent_IsNamedByItsFirstBytes(TableFormat format) =>
        Assert.Contains("first bytes are wrong", Error("PatientID,A\n1,2\n"u8.ToArray(), format).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    public void Read_Truncated_IsATableErrorWherever(TableFormat format)
    {
        byte[] whole = format == TableFormat.Arrow ? Arrow : Parquet;
        for (int length = 8; length < whole.Length - 8; length += 13) Assert.StartsWith("t is damaged", Error(whole[..length], format).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableFormat.Arrow)]
    [InlineData(TableFormat.Parquet)]
    public void Read_FlippedBytes_IsATableErrorOrATable(TableFormat format)
    {
        // The Parquet library does not bound its walk through a damaged footer, so the footer stays whole here.
        byte[] whole = format == TableFormat.Arrow ? Arrow : Parquet;
        int end = format == TableFormat.Arrow ? whole.Length : whole.Length - 8 - BitConverter.ToInt32(whole, whole.Length - 8);
        for (int at = 6; at < end; at += 3)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[at] ^= 1;
            try
            {
                FeatureTableFile.ReadWithReport(new MemoryStream(damaged), format);
            }
            catch (TableException)
            {
                // The only error a reader of damaged tables may raise.
            }
        }
    }

    [Fact]
    public void Read_RandomText_IsATableErrorOrATable() => Gen.String[Gen.Char["a1,;\t\"\n\r\0é."], 0, 40].Sample(text =>
    {
        try
        {
            FeatureTableFile.ReadWithReport(new MemoryStream(Encoding.UTF8.GetBytes(text)), TableFormat.Csv);
        }
        catch (TableException)
        {
            // Refused, with a message for the user.
        }
    });

    [Fact]
    public void Read_TextInNumericColumn_NamesRowAndColumn()
    {
        TableException error = Error("PatientID,Age,Stage\n01,50,2\n02,51,T1a\n"u8.ToArray(), TableFormat.Csv);
        Assert.Contains("data row 2, column 'Stage': 'T1a' is not a number", error.What, StringComparison.Ordinal);
        Assert.NotEqual("", error.Remedy);
    }

    [Fact]
    public void Read_DuplicateAndMissingKeys_AreNamed()
    {
        TableException twice = Error("PatientID,A\n01,1\n1,2\n01,3\n"u8.ToArray(), TableFormat.Csv);
        Assert.Equal("DUPLICATE_ID", twice.Code);
        Assert.Contains("'01'", twice.What, StringComparison.Ordinal);
        Assert.Contains("row 3", twice.What, StringComparison.Ordinal);
        Assert.Contains("Row 2 has no PatientID", Error("PatientID,A\n01,1\n,2\n"u8.ToArray(), TableFormat.Csv).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_IgnoreNonNumeric_LeavesOutAndReports()
    {
        var options = new FeatureTableReadOptions { IgnoreNonNumeric = true, IgnoredColumns = ["B"] };
        FeatureTableReadResult result = Csv("PatientID,A,B,Sex\n01,1,2,F\n02,3,4,M\n", options);
        Assert.Equal(["A"], result.Table.Columns.Select(c => c.Name));
        Assert.Equal(["B", "Sex"], result.IgnoredColumns.Select(c => c.Key));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Read_MangledKeys_WarnsAndKeepsText()
    {
        FeatureTableReadResult result = Csv("PatientID,A\n1E+05,1\n\"=\"\"001\"\"\",2\n");
        Assert.Equal(["1E+05", "=\"001\""], result.Table.Keys);
        Assert.Contains("data row 1: PatientID '1E+05'", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("2 identifiers", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyColumn_IsPatientIdWhereverItStands_OrTheFirst_OrTheNamedOne()
    {
        Assert.Equal(["007"], Csv("Age,PatientID\n5,007\n").Table.Keys);
        Assert.Equal(["05"], Csv("Case,A\n05,007\n").Table.Keys);
        FeatureTable named = Csv("A,Slide\n1,07\n", new FeatureTableReadOptions { KeyColumn = "Slide" }).Table;
        Assert.Equal("Slide", named.KeyName);
        Assert.Equal(["07"], named.Keys);
        Assert.Contains("no key column 'Case'", Assert.Throws<TableException>(() => Csv("A,B\n1,2\n", new FeatureTableReadOptions { KeyColumn = "Case" })).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingMarkers_AreMissing_NaNIsNotComputable()
    {
        FeatureTable table = Csv("PatientID,A,B\n1,NA,\n2,NaN,Inf\n").Table;
        Assert.True(table["A"].IsMissing(0));
        Assert.True(table["B"].IsMissing(0));
        Assert.False(table["A"].IsMissing(1));
        Assert.Equal("UNDEFINED", table["A"].Reasons[1].Code);
        Assert.Equal(double.PositiveInfinity, table["B"][1]);
        Assert.Throws<TableException>(() => Csv("PatientID,A\n1,NA\n", new FeatureTableReadOptions { MissingMarkers = [] }));
    }

    [Fact]
    public void Read_FailedRow_GivesItsStatusAsReason()
    {
        FeatureTable table = Csv("PatientID,A,Status,Message\n1,NaN,MASK_EMPTY,no voxel\n2,5,ok,\n").Table;
        Assert.Equal("MASK_EMPTY", table["A"].Reasons[0].Code);
        Assert.Equal("no voxel", table["A"].Reasons[0].Message);
        Assert.Equal(["2"], table.OnlyOk().Keys);
    }

    [Fact]
    public void Read_SemicolonsAndDecimalCommas_AreConverted() => Assert.Equal(1.5, Csv("PatientID;A\n01;1,5\n").Table["A"][0]);

    [Fact]
    public void Write_UnknownExtension_IsRefusedBeforeAnythingIsWritten()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(".xlsx", Assert.Throws<TableException>(() => FeatureTableFile.Write(Sample(), folder.File("t.xlsx"))).What, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Theory]
    [InlineData("PatientID")]
    [InlineData("Status")]
    [InlineData("Message")]
    public void Write_FeatureNamedLikeAReservedColumn_IsRefusedAndKeepsTheOldFile(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t.csv"), "old");
        var table = new FeatureTable(["1"], [new FeatureColumn(name, [1])]);
        Assert.Throws<TableException>(() => FeatureTableFile.Write(table, folder.File("t.csv")));
        Assert.Equal("old", File.ReadAllText(folder.File("t.csv")));
    }

    [Fact]
    public void Read_NoSuchFile_Throws() => Assert.Throws<FileNotFoundException>(() => FeatureTableFile.Read("no-such-file.csv"));

    private static FeatureTable Sample() => new(
        [.. Enumerable.Range(0, 40).Select(r => $"P{r:000}")],
        [new FeatureColumn("a", [.. Enumerable.Range(0, 40).Select(r => r / 7.0)]), new FeatureColumn("b", [.. Enumerable.Range(0, 40).Select(r => r % 3 == 0 ? double.NaN : r)])]);

    private static byte[] Bytes(TableFormat format)
    {
        var stream = new MemoryStream();
        FeatureTableFile.Write(Sample(), stream, format);
        return stream.ToArray();
    }

    private static FeatureTableReadResult Csv(string text, FeatureTableReadOptions? options = null) =>
        FeatureTableFile.ReadWithReport(new MemoryStream(Encoding.UTF8.GetBytes(text)), TableFormat.Csv, options, "t");

    private static TableException Error(byte[] content, TableFormat format) =>
        Assert.Throws<TableException>(() => FeatureTableFile.ReadWithReport(new MemoryStream(content), format, null, "t"));
}
