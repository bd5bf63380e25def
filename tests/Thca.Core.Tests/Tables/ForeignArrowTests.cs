using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Thca.Core.Errors;
using Thca.Core.Tables;

namespace Thca.Core.Tests.Tables;

/// <summary>Files as other programs write them: other integer widths, compression, several batches, dictionaries.</summary>
public class ForeignArrowTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(CompressionCodecType.Lz4Frame)]
    [InlineData(CompressionCodecType.Zstd)]
    public void Read_IntegersFloatsAndBooleans_AreNumbers(CompressionCodecType? codec)
    {
        (string Name, IArrowArray Array)[] columns =
        [
            ("n", new Int64Array.Builder().Append(3).AppendNull().Build()),
            ("PatientID", new StringArray.Builder().Append("01").Append("1").Build()),
            ("f", new FloatArray.Builder().Append(0.5f).Append(float.NaN).Build()),
            ("b", new BooleanArray.Builder().Append(true).Append(false).Build()),
            ("u", new UInt8Array.Builder().Append(255).Append(0).Build()),
        ];
        FeatureTableReadResult result = Read(Write(columns, codec, batches: 2), new FeatureTableReadOptions());
        Assert.Equal(4, result.Table.RowCount);
        Assert.Equal(["n", "f", "b", "u"], result.Table.Columns.Select(c => c.Name));
        Assert.Equal(3, result.Table["n"][0]);
        Assert.True(result.Table["n"].IsMissing(1));
        Assert.False(result.Table["f"].IsMissing(1));
        Assert.Equal(1, result.Table["b"][0]);
        Assert.Equal(255, result.Table["u"][0]);
    }

    [Fact]
    public void Read_NumericKey_IsRefused()
    {
        byte[] file = Write([("PatientID", new Int32Array.Builder().Append(7).Build()), ("a", new DoubleArray.Builder().Append(1).Build())]);
        Assert.Contains("key column 'PatientID' holds numbers", Assert.Throws<TableException>(() => Read(file)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TextAndTimeColumns_AreRefusedOrLeftOut()
    {
        byte[] file = Write(
        [
            ("PatientID", new StringArray.Builder().Append("7").Build()),
            ("day", new Date32Array.Builder().Append(DateTimeOffset.UnixEpoch).Build()),
            ("sex", new StringArray.Builder().Append("F").Build()),
        ]);
        Assert.Contains("column 'day' holds text", Assert.Throws<TableException>(() => Read(file)).What, StringComparison.Ordinal);
        Assert.Equal(["day", "sex"], Read(file, new FeatureTableReadOptions { IgnoreNonNumeric = true }).IgnoredColumns.Select(c => c.Key));
    }

    [Fact]
    public void Read_DictionaryKey_IsText()
    {
        StringArray labels = new StringArray.Builder().Append("007").Append("08").Build();
        var type = new DictionaryType(Int32Type.Default, StringType.Default, ordered: false);
        var keys = new DictionaryArray(type, new Int32Array.Builder().Append(1).Append(0).Build(), labels);
        Assert.Equal(["08", "007"], Read(Write([("PatientID", keys)])).Table.Keys);
    }

    private static byte[] Write((string Name, IArrowArray Array)[] columns, CompressionCodecType? codec = null, int batches = 1)
    {
        var schema = new Schema(columns.Select(c => new Field(c.Name, c.Array.Data.DataType, nullable: true)), null);
        var stream = new MemoryStream();
        var options = new IpcOptions { CompressionCodec = codec, CompressionCodecFactory = codec is null ? null : new CompressionCodecFactory() };
        using (var writer = new ArrowFileWriter(stream, schema, leaveOpen: true, options))
        {
            for (int b = 0; b < batches; b++)
            {
                (string Name, IArrowArray Array)[] named = b == 0 ? columns : [.. columns.Select(c => (c.Name, c.Name == "PatientID" ? Renamed((StringArray)c.Array) : c.Array))];
                writer.WriteRecordBatch(new RecordBatch(schema, named.Select(c => c.Array), columns[0].Array.Length));
            }

            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    private static StringArray Renamed(StringArray keys)
    {
        var builder = new StringArray.Builder();
        for (int i = 0; i < keys.Length; i++) builder.Append("x" + keys.GetString(i));
        return builder.Build();
    }

    private static FeatureTableReadResult Read(byte[] file, FeatureTableReadOptions? options = null) =>
        FeatureTableFile.ReadWithReport(new MemoryStream(file), TableFormat.Arrow, options);
}
