using System.Text;
using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Core.Tests.Tables;

public class TextTableTests
{
    [Fact]
    public void Read_QuotesNewlinesAndLeadingZeros_KeepsTextAsItIs()
    {
        TextTable table = Parse("PatientID,Name,Note\r\n001,\"Lee, A\",\"two\nlines \"\"x\"\"\"\r\n#2,, 7 \r\n");
        Assert.Equal(["PatientID", "Name", "Note"], table.Header);
        Assert.Equal(2, table.RowCount);
        Assert.Equal("001", table[0, "PatientID"]);
        Assert.Equal("Lee, A", table[0, 1]);
        Assert.Equal("two\nlines \"x\"", table[0, "Note"]);
        Assert.Equal(["#2", "", " 7 "], table.Row(1));
        Assert.Equal(["001", "#2"], table.Column("PatientID"));
        Assert.Equal(',', table.Delimiter);
    }

    [Fact]
    public void Read_ByteOrderMark_IsNotPartOfTheHeader() => Assert.Equal(0, Parse("\uFEFFPatientID,A\n1,2\n").Find("PatientID"));

    [Fact]
    public void Read_BlankLines_AreSkipped() => Assert.Equal(["1", "3"], Parse("\nA,B\n1,2\n\n3,4\n\n").Column("A"));

    [Fact]
    public void Read_OneColumn_BlankLineIsAMissingCell() => Assert.Equal(["1", "", "2"], Parse("A\n1\n\n2\n").Column("A"));

    [Fact]
    public void Read_HeaderOnly_HasNoRows() => Assert.Equal(0, Parse("A,B").RowCount);

    [Theory]
    [InlineData("A;B\n1,5;2\n", ';')]
    [InlineData("A\tB\n1\t2\n", '\t')]
    [InlineData("A,B;C\n1,2\n", ',')]
    [InlineData("\"A;x\",B\n1,2\n", ',')]
    [InlineData("A\n1\n", ',')]
    public void Read_Delimiter_ComesFromTheHeader(string text, char expected) => Assert.Equal(expected, Parse(text).Delimiter);

    [Fact]
    public void Number_SemicolonsWithDecimalCommas_AreConverted()
    {
        TextTable table = Parse("PatientID;Age;TG\n007;45,5;-1,25e2\n008;;12\n");
        Assert.True(table.UsesDecimalComma);
        Assert.Equal(45.5, table.Number(0, "Age"));
        Assert.Equal(-125, table.Number(0, "TG"));
        Assert.Equal(12, table.Number(1, "TG"));
        Assert.Equal(double.NaN, table.Number(1, "Age"));
        Assert.Equal("45,5", table[0, "Age"]);
    }

    [Fact]
    public void Number_SemicolonsWithDecimalPoints_AreRead() => Assert.Equal(1.5, Parse("A;B\n1.5;x,y\n").Number(0, "A"));

    [Fact]
    public void Number_CommasAndPointsMixed_AreRefusedNamingBothCells()
    {
        TextTable table = Parse("A;B\n1,5;x\n3;2.5\n");
        var error = Assert.Throws<TableException>(() => table.Number(0, "A"));
        Assert.Contains("'1,5' in data row 1, column 'A'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'2.5' in data row 2, column 'B'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_QuotedDecimalCommaInCommaFile_IsRefusedWithRemedy()
    {
        var error = Assert.Throws<TableException>(() => Parse("A,B\n\"1,5\",2\n").Number(0, "A"));
        Assert.Contains("data row 1, column 'A': '1,5'", error.What, StringComparison.Ordinal);
        Assert.Contains("semicolons", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("A,B\n1,2,3\n", "data row 1 has 3 cells, the header 2")]
    [InlineData("A,B\n1,2\n3\n", "data row 2 has 1 cells, the header 2")]
    [InlineData("A,B,A\n", "'A' occurs twice (columns 1 and 3)")]
    [InlineData(",A\n0,1\n", "column 1 has no name")]
    [InlineData("A,B\n\"x,2\n", "data row 1")]
    [InlineData("A,B\n1,\0\n", "line 2 holds a NUL byte")]
    [InlineData("PK\u0003\u0004xx", "workbook")]
    public void Read_BadText_SaysWhatAndWhere(string text, string expected)
    {
        var error = Assert.Throws<TableException>(() => Parse(text));
        Assert.Contains(expected, error.What, StringComparison.Ordinal);
        Assert.NotEqual("", error.Remedy);
        Assert.Equal("TABLE_INVALID", error.Code);
    }

    [Fact]
    public void Read_Latin1Bytes_NamesLineAndByte()
    {
        var error = Assert.Throws<TableException>(() => ParseBytes(Encoding.Latin1.GetBytes("A,B\n1,2\n3,Müller\n")));
        Assert.Contains("line 3, about cell 2, holds the byte 0xFC", error.What, StringComparison.Ordinal);
        Assert.Contains("UTF-8", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Utf16_IsNamed() => Assert.Contains("UTF-16", Assert.Throws<TableException>(() => ParseBytes([0xFF, 0xFE, 0x41, 0])).What, StringComparison.Ordinal);

    [Fact]
    public void RequireColumn_Absent_SuggestsSimilarName()
    {
        TextTable table = Parse("PatientID, Age\n1,2\n");
        Assert.Null(table.Find("Age"));
        Assert.Contains("There is ' Age'", Assert.Throws<TableException>(() => table.RequireColumn("age")).Remedy, StringComparison.Ordinal);
        Assert.Contains("PatientID,  Age", Assert.Throws<TableException>(() => table[0, "Sex"]).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ThenRead_IsTheSameText()
    {
        var table = new TextTable(["ID", "a,b", "q\"q"], [["001", "x\r\ny", ""], ["", "\"", " z "]]);
        using var folder = new TemporaryFolder();
        table.Write(folder.File("t.csv"));
        byte[] bytes = File.ReadAllBytes(folder.File("t.csv"));
        Assert.Equal("ID,\"a,b\",\"q\"\"q\"\n001,\"x\r\ny\",\n,\"\"\"\", z \n", Encoding.UTF8.GetString(bytes));
        TextTable back = TextTable.Read(folder.File("t.csv"));
        Assert.Equal(table.Header, back.Header);
        for (int r = 0; r < table.RowCount; r++) Assert.Equal(table.Row(r), back.Row(r));
        Assert.Equal("t.csv", back.Source);
    }

    [Fact]
    public void Read_LongCell_IsRead() => Assert.Equal(300_000, Parse($"A,B\n1,{new string('x', 300_000)}\n")[0, 1].Length);

    private static TextTable Parse(string text) => ParseBytes(Encoding.UTF8.GetBytes(text));

    private static TextTable ParseBytes(byte[] bytes) => TextTable.Read(new MemoryStream(bytes), "t.csv");
}
