using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Blocks of rows as the record batches of an Arrow IPC file.</summary>
internal sealed class ArrowColumnSink : IColumnarSink
{
    private readonly Schema _schema;
    private readonly ArrowFileWriter _writer;
    private bool _started;

    public ArrowColumnSink(Stream stream, IReadOnlyList<ColumnarField> fields, Dictionary<string, string> metadata)
    {
        _schema = new Schema([.. fields.Select(f => new Field(f.Name, TypeOf(f.Type), nullable: false))], metadata);
        _writer = new ArrowFileWriter(stream, _schema, leaveOpen: true);
    }

    public void Write(ColumnarBlock block)
    {
        Start();
        IArrowArray[] arrays = [.. Enumerable.Range(0, block.Fields.Count).Select(c => ToArrow(block[c]))];
        using var batch = new RecordBatch(_schema, arrays, block.RowCount);
        _writer.WriteRecordBatch(batch);
    }

    public void Complete()
    {
        Start();
        _writer.WriteEnd();
    }

    public void Dispose() => _writer.Dispose();

    private static IArrowType TypeOf(ColumnarType type) => type switch
    {
        ColumnarType.Text => StringType.Default,
        ColumnarType.Byte => UInt8Type.Default,
        ColumnarType.Int32 => Int32Type.Default,
        ColumnarType.Single => FloatType.Default,
        ColumnarType.Double => DoubleType.Default,
        ColumnarType.Int32List => new ListType(new Field("element", Int32Type.Default, nullable: false)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };

    private static IArrowArray ToArrow(System.Array column) => column switch
    {
        string[] texts => new StringArray.Builder().AppendRange(texts).Build(),
        byte[] bytes => new UInt8Array.Builder().Append(bytes.AsSpan()).Build(),
        int[] integers => new Int32Array.Builder().Append(integers.AsSpan()).Build(),
        float[] floats => new FloatArray.Builder().Append(floats.AsSpan()).Build(),
        double[] doubles => new DoubleArray.Builder().Append(doubles.AsSpan()).Build(),
        int[][] lists => Lists(lists),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.GetType().Name, "Unknown column type."),
    };

    private static ListArray Lists(int[][] lists)
    {
        var offsets = new ArrowBuffer.Builder<int>(lists.Length + 1);
        var values = new Int32Array.Builder();
        int end = 0;
        offsets.Append(0);
        foreach (int[] list in lists)
        {
            values.Append(list.AsSpan());
            offsets.Append(end += list.Length);
        }

        return new ListArray(TypeOf(ColumnarType.Int32List), lists.Length, offsets.Build(), values.Build(), ArrowBuffer.Empty);
    }

    private void Start()
    {
        if (_started) return;
        _started = true;
        _writer.WriteStart();
    }
}
