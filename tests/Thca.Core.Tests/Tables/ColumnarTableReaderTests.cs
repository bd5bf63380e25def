using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Core.Tests.Tables;

public class ColumnarTableReaderTests
{
    private static readonly ColumnarField[] Fields =
    [
        new("name", ColumnarType.Text), new("kind", ColumnarType.Byte), new("count", ColumnarType.Int32),
        new("share", ColumnarType.Single), new("value", ColumnarType.Double), new("outline", ColumnarType.Int32List),
    ];

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    public void Blocks_ReturnWhatWasWritten_BlockByBlock(TableFormat format)
    {
        using var reader = new ColumnarTableReader(new MemoryStream(Bytes(format)), format);
        Assert.Equal(Fields, reader.Fields);
        Assert.Equal("note", reader.Metadata["thca.test"]);
        ColumnarBlock[] blocks = [.. reader.Blocks()];
        Assert.Equal(2, blocks.Length);
        Assert.Equal(["a", "ü,\"", ""], blocks[0].Column<string>("name"));
        Assert.Equal([0, 255, 7], blocks[0].Column<byte>("kind"));
        Assert.Equal([int.MinValue, 0, int.MaxValue], blocks[0].Column<int>("count"));
        Assert.Equal([0.1f, float.NaN, -0f], blocks[0].Column<float>("share"));
        Assert.Equal([Math.PI, double.NaN, double.NegativeInfinity], blocks[0].Column<double>("value"));
        Assert.Equal([[1, 2, 3], [], [-4]], blocks[0].Column<int[]>("outline"));
        Assert.Equal([[]], blocks[1].Column<int[]>("outline"));
        Assert.Equal([0.0, 255, 7], blocks[0].Numbers("kind"));
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    public void Blocks_SomeColumns_AreReadAlone(TableFormat format)
    {
        using var reader = new ColumnarTableReader(new MemoryStream(Bytes(format)), format);
        ColumnarBlock first = reader.Blocks(["value", "name"]).First();
        Assert.Equal(["value", "name"], first.Fields.Select(f => f.Name));
        Assert.False(first.Has("kind"));
        Assert.Contains("no column 'x'", Assert.Throws<TableException>(() => reader.Blocks(["x"]).First()).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    public void Read_TruncatedOrForeign_IsATableError(TableFormat format)
    {
        byte[] whole = Bytes(format);
        Assert.Contains("is empty", Error([], format), StringComparison.Ordinal);
        Assert.Contains("first bytes are wrong", Error("id,x\n1,2\n"u8.ToArray(), format), StringComparison.Ordinal);
        for (int length = 8; length < whole.Length - 8; length += 29) Assert.Contains("is damaged", Error(whole[..length], format), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Csv_SaysWhatReadsIt() => Assert.Contains("TextTable", Assert.Throws<TableException>(() => new ColumnarTableReader(new MemoryStream([1]), TableFormat.Csv)).Remedy, StringComparison.Ordinal);

    internal static byte[] Bytes(TableFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new ColumnarTableWriter(stream, format, Fields, new Dictionary<string, string> { ["thca.test"] = "note" }))
        {
            writer.Write(new ColumnarBlock(
                Fields, (string[])["a", "ü,\"", ""], (byte[])[0, 255, 7], (int[])[int.MinValue, 0, int.MaxValue], (float[])[0.1f, float.NaN, -0f],
                (double[])[Math.PI, double.NaN, double.NegativeInfinity], (int[][])[[1, 2, 3], [], [-4]]));
            writer.Write(new ColumnarBlock(Fields, (string[])["b"], (byte[])[1], (int[])[2], (float[])[3], (double[])[4], (int[][])[[]]));
            writer.Complete();
        }

        return stream.ToArray();
    }

    private static string Error(byte[] content, TableFormat format) => Assert.Throws<TableException>(() =>
    {
        using var reader = new ColumnarTableReader(new MemoryStream(content), format);
        foreach (ColumnarBlock block in reader.Blocks()) GC.KeepAlive(block);
    }).What;
}
