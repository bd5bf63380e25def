using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>The record batches of an Arrow IPC file.</summary>
internal sealed class ArrowColumnSource : IColumnarSource
{
    private const long LargestCompression = 256;
    private readonly ArrowFileReader _reader;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly long _length;
    private readonly int _batches;

    public ArrowColumnSource(Stream stream)
    {
        _length = stream.Length;
        _reader = new ArrowFileReader(stream, null, new CompressionCodecFactory(), leaveOpen: true);
        _batches = Task.Run(() => _reader.RecordBatchCountAsync().AsTask()).GetAwaiter().GetResult();
        Schema schema = _reader.Schema;
        List<ColumnarField> fields = [];
        for (int c = 0; c < schema.FieldsList.Count; c++)
        {
            if (TypeOf(schema.FieldsList[c].DataType) is not { } kind) continue;
            fields.Add(new ColumnarField(schema.FieldsList[c].Name, kind));
            _positions[schema.FieldsList[c].Name] = c;
        }

        Fields = fields;
        Metadata = schema.Metadata is { } notes ? new Dictionary<string, string>(notes, StringComparer.Ordinal) : [];
    }

    public IReadOnlyList<ColumnarField> Fields { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public ColumnarBlock? Read(int number, ColumnarField[] fields)
    {
        if (number >= _batches) return null;
        using RecordBatch batch = Task.Run(() => _reader.ReadRecordBatchAsync(number, CancellationToken.None).AsTask()).GetAwaiter().GetResult();
        if (batch.Length < 0 || batch.Length > LargestCompression * _length) throw new InvalidDataException("a batch claims more rows than the file can hold.");
        var columns = new System.Array[fields.Length];
        for (int c = 0; c < columns.Length; c++)
        {
            IArrowArray array = batch.Column(_positions[fields[c].Name]);
            if (array.Length != batch.Length) throw new InvalidDataException("columns of a batch differ in length.");
            columns[c] = Cells(array);
        }

        return new ColumnarBlock(fields, columns);
    }

    public void Dispose() => _reader.Dispose();

    private static ColumnarType? TypeOf(IArrowType type) => type switch
    {
        StringType or LargeStringType => ColumnarType.Text,
        UInt8Type => ColumnarType.Byte,
        Int32Type => ColumnarType.Int32,
        FloatType => ColumnarType.Single,
        DoubleType => ColumnarType.Double,
        ListType { ValueDataType: Int32Type } => ColumnarType.Int32List,
        _ => null,
    };

    private static System.Array Cells(IArrowArray array)
    {
        switch (array)
        {
            case UInt8Array a: return Values<byte>(a, 0);
            case Int32Array a: return Values(a, 0);
            case FloatArray a: return Values(a, float.NaN);
            case DoubleArray a: return Values(a, double.NaN);
            case ListArray { Values: Int32Array values } a: return Lists(a, values);
        }

        List<string?> texts = [];
        if (array is StringArray text) ArrowText.Append(text, texts);
        else ArrowText.Append((LargeStringArray)array, texts);
        return texts.ConvertAll(t => t ?? "").ToArray();
    }

    private static T[] Values<T>(PrimitiveArray<T> array, T missing)
        where T : struct, IEquatable<T>
    {
        T[] values = array.Values[..array.Length].ToArray();
        if (array.NullCount == 0) return values;
        for (int i = 0; i < values.Length; i++)
        {
            if (array.IsNull(i)) values[i] = missing;
        }

        return values;
    }

    private static int[][] Lists(ListArray array, Int32Array values)
    {
        var lists = new int[array.Length][];
        ReadOnlySpan<int> offsets = array.ValueOffsets, data = values.Values;
        for (int i = 0; i < lists.Length; i++) lists[i] = array.IsNull(i) ? [] : data[offsets[i]..offsets[i + 1]].ToArray();
        return lists;
    }
}
