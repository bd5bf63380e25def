using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;

namespace Thca.Core.Tests.Features;

public class FeatureTableTests
{
    private static readonly FeatureDescriptor A = new("a", "f", "1", "x"), B = new("b", "f", "mm", "y");
    private static readonly Problem Flat = new("REGION_CONSTANT", "constant", "None.");

    [Fact]
    public void FromOutcomes_FailedCase_IsARowOfNaNWithItsReason()
    {
        FeatureTable table = FeatureTable.FromOutcomes(
            ["01", "02", "03"],
            [
                Outcome<FeatureVector>.Success(new FeatureVector([new FeatureValue(A, 1), new FeatureValue(B, 2)])),
                Outcome<FeatureVector>.Failure(new Problem("MASK_EMPTY", "no voxel")),
                Outcome<FeatureVector>.Success(new FeatureVector([new FeatureValue(A, 3), new FeatureValue(B, double.NaN, Flat)])),
            ],
            [A, B]);
        Assert.Equal(3, table.RowCount);
        Assert.Equal("MASK_EMPTY", table["a"].Reasons[1].Code);
        Assert.False(table["a"].IsMissing(1));
        Assert.Equal(new RowStatus("MASK_EMPTY", "no voxel"), table.Statuses[1]);
        Assert.Equal(new RowStatus("ok", "b is NaN: constant"), table.Statuses[2]);
        Assert.Equal(["01", "03"], table.OnlyOk().Keys);
        Assert.Same(B, table["b"].Descriptor);
    }

    [Fact]
    public void FromOutcomes_OtherColumnOrder_Throws() =>
        Assert.Throws<TableException>(() => FeatureTable.FromOutcomes(["1"], [Outcome<FeatureVector>.Success(new FeatureVector([new FeatureValue(B, 1)]))], [A]));

    [Fact]
    public void Join_ReportsWhatDidNotMatch_InTheOrderOfTheLeft()
    {
        var left = new FeatureTable(["3", "1", "01"], [new FeatureColumn("a", [3, 1, 7])], [RowStatus.Ok, RowStatus.Ok, new RowStatus("X", "left")]);
        var right = new FeatureTable(["1", "2", "3"], [new FeatureColumn("b", [10, 20, double.NaN], new Dictionary<int, Problem> { [2] = Flat })], [new RowStatus("Y", "right"), RowStatus.Ok, RowStatus.Ok]);
        TableJoin join = left.Join(right);
        Assert.Equal(["3", "1"], join.Table.Keys);
        Assert.Equal([3, 1], join.Table["a"].Values.ToArray());
        Assert.Equal(Flat, join.Table["b"].Reasons[0]);
        Assert.Equal(10, join.Table["b"][1]);
        Assert.Equal(["ok", "Y"], join.Table.Statuses.Select(s => s.Code));
        Assert.Equal(["01"], join.OnlyLeft);
        Assert.Equal(["2"], join.OnlyRight);
        Assert.Equal("2 matched, 1 only in the first table, 1 only in the second", join.ToString());
    }

    [Fact]
    public void Join_SharedColumn_Throws()
    {
        var table = new FeatureTable(["1"], [new FeatureColumn("a", [1])]);
        Assert.Contains("'a' occurs twice", Assert.Throws<TableException>(() => table.Join(table)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_BadShape_SaysWhat()
    {
        Assert.Equal("DUPLICATE_ID", Assert.Throws<TableException>(() => new FeatureTable(["1", "1"], [])).Code);
        Assert.Contains("Row 2 has no PatientID", Assert.Throws<TableException>(() => new FeatureTable(["1", " "], [])).What, StringComparison.Ordinal);
        Assert.Contains("has 1 rows, the table 2", Assert.Throws<TableException>(() => new FeatureTable(["1", "2"], [new FeatureColumn("a", [1])])).What, StringComparison.Ordinal);
        Assert.Contains("2 keys but 1 statuses", Assert.Throws<TableException>(() => new FeatureTable(["1", "2"], [], [RowStatus.Ok])).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Indexer_AbsentColumn_ListsColumns()
    {
        var table = new FeatureTable(["1"], [new FeatureColumn("a", [1])]);
        Assert.Null(table.Find("b"));
        Assert.Equal("Columns: a.", Assert.Throws<TableException>(() => table["b"]).Remedy);
    }

    [Fact]
    public void Select_RowsAndColumns_KeepReasonsWithTheirRows()
    {
        var table = new FeatureTable(["x", "y", "z"], [new FeatureColumn("a", [1, double.NaN, 3], new Dictionary<int, Problem> { [1] = Flat }), new FeatureColumn("b", [4, 5, 6])]);
        FeatureTable picked = table.SelectRows([2, 1]).SelectColumns(["b", "a"]).RenameColumns(n => "p_" + n);
        Assert.Equal(["z", "y"], picked.Keys);
        Assert.Equal(["p_b", "p_a"], picked.Columns.Select(c => c.Name));
        Assert.Equal(Flat, Assert.Single(picked["p_a"].Reasons, r => r.Key == 1).Value);
        Assert.Equal([6, 3, 5, double.NaN], picked.ToRowMajor());
    }

    [Fact]
    public void FeatureValue_NaNWithoutReason_Throws() => Assert.Contains("a is NaN", Assert.Throws<ArgumentException>(() => new FeatureValue(A, double.NaN)).Message, StringComparison.Ordinal);

    [Fact]
    public void FeatureVector_FindsByName()
    {
        var vector = new FeatureVector([new FeatureValue(A, 1), new FeatureValue(B, 2)]);
        Assert.Equal(2, vector["b"]);
        Assert.True(vector.Contains("a"));
        Assert.Contains("'c'", Assert.Throws<KeyNotFoundException>(() => vector["c"]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new FeatureVector([new FeatureValue(A, 1), new FeatureValue(A, 2)]));
    }

    [Fact]
    public void HundredThousandRows_RoundTripAndJoin()
    {
        string[] keys = [.. Enumerable.Range(0, 100_000).Select(r => $"P{r:000000}")];
        double[] values = [.. Enumerable.Range(0, keys.Length).Select(r => r / 3.0)];
        var table = new FeatureTable(keys, [new FeatureColumn("a", values), new FeatureColumn("b", values)]);
        using var stream = new MemoryStream();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Thca.Core.Tables.FeatureTableFile.Write(table, stream, Thca.Core.Tables.TableFormat.Csv);
        stream.Position = 0;
        FeatureTable back = Thca.Core.Tables.FeatureTableFile.ReadWithReport(stream, Thca.Core.Tables.TableFormat.Csv).Table;
        TestContext.Current.SendDiagnosticMessage("100,000 x 2 as CSV, written and read: {0} ms", watch.ElapsedMilliseconds);
        Assert.Equal(values, back["b"].Values.ToArray());
        Assert.Equal(keys.Length, table.Join(back.RenameColumns(n => n + "2")).Table.RowCount);
    }
}
