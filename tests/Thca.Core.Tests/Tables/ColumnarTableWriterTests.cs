using System.Text;
using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Core.Tests.Tables;

public class ColumnarTableWriterTests
{
    private static readonly ColumnarField[] One = [new("x", ColumnarType.Double)];

    [Fact]
    public void Csv_IsWhatAReaderOfTablesExpects() => Assert.Equal(
        "name,kind,count,share,value,outline\na,0,-2147483648,0.1,3.141592653589793,1 2 3\n\"ü,\"\"\",255,0,NaN,NaN,\n,7,2147483647,-0,-Infinity,-4\nb,1,2,3,4,\n",
        Encoding.UTF8.GetString(ColumnarTableReaderTests.Bytes(TableFormat.Csv)));

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    public void Write_Twice_GivesEqualBytes(TableFormat format) => Assert.Equal(ColumnarTableReaderTests.Bytes(format), ColumnarTableReaderTests.Bytes(format));

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Arrow)]
    public void Complete_WithoutRows_GivesAnEmptyTable(TableFormat format)
    {
        using var stream = new MemoryStream();
        using (var writer = new ColumnarTableWriter(stream, format, One))
        {
            writer.Write(new ColumnarBlock(One, Array.Empty<double>()));
            writer.Complete();
        }

        using var reader = new ColumnarTableReader(new MemoryStream(stream.ToArray()), format);
        Assert.Equal(One, reader.Fields);
        Assert.Empty(reader.Blocks());
    }

    [Fact]
    public void Columns_ThatDoNotFit_AreRefusedByName()
    {
        using var writer = new ColumnarTableWriter(new MemoryStream(), TableFormat.Csv, One);
        Assert.Throws<TableException>(() => writer.Write(new ColumnarBlock([new("y", ColumnarType.Double)], (double[])[1])));
        Assert.Contains("'x' is declared as Double", Assert.Throws<TableException>(() => new ColumnarBlock(One, (int[])[1])).What, StringComparison.Ordinal);
        Assert.Contains("'x' occurs twice", Assert.Throws<TableException>(() => new ColumnarTableWriter(new MemoryStream(), TableFormat.Csv, [.. One, .. One])).What, StringComparison.Ordinal);
    }
}
