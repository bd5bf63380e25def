using Thca.Core.Errors;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.Tables.Excel.Tests;

public class WorkbookTests
{
    [Fact]
    public void RoundTrip_KeepsTextOfEverySheet()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.FullName, "book.xlsx");
        var first = new TextTable(["PatientID", "Age"], [["001", "34.5"], ["002", ""]]);
        var second = new TextTable(["Methods"], [["Fisher <exact> & \u00B1"]]);
        Workbook.Write(path, ("Table", first), ("Methods", second));
        TextTable read = Workbook.Read(path);
        Assert.Equal(["PatientID", "Age"], read.Header);
        Assert.Equal(["001", "34.5"], read.Row(0));
        Assert.Equal(["002", ""], read.Row(1));
        Assert.Equal("Fisher <exact> & \u00B1", Workbook.Read(path, "Methods")[0, 0]);
    }

    [Fact]
    public void BadFilesAndSheets_AreRefusedWithARemedy()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.FullName, "bad.xlsx");
        File.WriteAllText(path, "not a workbook");
        Assert.Throws<DataFormatException>(() => Workbook.Read(path));
        string good = Path.Combine(folder.FullName, "good.xlsx");
        Workbook.Write(good, ("A", new TextTable(["x"], [["1"]])));
        Assert.Contains("Sheets: A", Assert.Throws<DataFormatException>(() => Workbook.Read(good, "B")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Workbook.Write(good, ("a/b", new TextTable(["x"], []))));
    }
}
