using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Feature tables as Arrow IPC files: key and status as text, features as nullable float64, reasons of NaN in the schema's metadata.</summary>
internal static class ArrowFeatureTable
{
    private const long LargestCompression = 256;

    public static FeatureTableReadResult Read(Stream stream, FeatureTableReadOptions options, string source)
    {
        using MemoryStream content = BinaryTable.Buffer(stream, "ARROW1"u8, source, "an Arrow IPC file (Feather version 2)");
        (RawColumn[] columns, IReadOnlyDictionary<string, string>? notes) = BinaryTable.Guard(source, () => ReadColumns(content));
        return new FeatureTableAssembler(columns, options, source, notes).Assemble((name, row) => BinaryTable.NotNumeric(source, name, row));
    }

    public static void Write(FeatureTable table, Stream stream, FeatureTableWriteOptions options)
    {
        List<Field> fields = [new Field(table.KeyName, StringType.Default, nullable: false)];
        List<IArrowArray> arrays = [Text(table.Keys)];
        foreach (FeatureColumn column in table.Columns)
        {
            fields.Add(new Field(column.Name, DoubleType.Default, nullable: true));
            arrays.Add(Numbers(column));
        }

        if (options.IncludeStatus)
        {
            fields.Add(new Field(FeatureTableFile.StatusColumn, StringType.Default, nullable: false));
            fields.Add(new Field(FeatureTableFile.MessageColumn, StringType.Default, nullable: false));
            arrays.Add(Text(table.Statuses.Select(s => s.Code)));
            arrays.Add(Text(table.Statuses.Select(s => s.Message)));
        }

        var schema = new Schema(fields, ReasonNotes.Of(table));
        using var batch = new RecordBatch(schema, arrays, table.RowCount);
        using var writer = new ArrowFileWriter(stream, schema, leaveOpen: true);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static (RawColumn[] Columns, IReadOnlyDictionary<string, string>? Notes) ReadColumns(MemoryStream content)
    {
        using var reader = new ArrowFileReader(content, new CompressionCodecFactory());
        Schema schema = reader.Schema;
        var numbers = new List<double?>[schema.FieldsList.Count];
        var texts = new List<string?>[schema.FieldsList.Count];
        for (int c = 0; c < numbers.Length; c++) (numbers[c], texts[c]) = ([], []);
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                // Columns of nulls take no bytes, so a damaged length could ask for any number of rows.
                if (batch.Length < 0 || batch.Length > LargestCompression * content.Length) throw new InvalidDataException("a batch claims more rows than the file can hold.");
                for (int c = 0; c < numbers.Length; c++)
                {
                    if (batch.Column(c).Length != batch.Length) throw new InvalidDataException("columns of a batch differ in length.");
                    Append(batch.Column(c), numbers[c], texts[c]);
                }
            }
        }

        RawColumn[] columns = [.. schema.FieldsList.Select((f, c) => IsText(f.DataType)
            ? new RawColumn(f.Name, [.. texts[c]])
            : RawColumn.OfNumbers(f.Name, [.. numbers[c]]))];
        return (columns, schema.Metadata);
    }

    private static bool IsText(IArrowType type) =>
        !(type is NullType or BooleanType or NumberType) || type is HalfFloatType;

    private static void Append(IArrowArray array, List<double?> numbers, List<string?> texts)
    {
        switch (array)
        {
            case DoubleArray a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case FloatArray a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case Int64Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case Int32Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case Int16Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case Int8Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case UInt64Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case UInt32Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case UInt16Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case UInt8Array a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i)); break;
            case BooleanArray a: for (int i = 0; i < a.Length; i++) numbers.Add(a.GetValue(i) is { } b ? b ? 1 : 0 : null); break;
            case NullArray a: for (int i = 0; i < a.Length; i++) numbers.Add(null); break;
            case StringArray a: ArrowText.Append(a, texts); break;
            case LargeStringArray a: ArrowText.Append(a, texts); break;
            case DictionaryArray { Dictionary: StringArray labels } a: AppendLabels(a.Indices, labels, texts); break;
            default: for (int i = 0; i < array.Length; i++) texts.Add($"<{array.Data.DataType.Name}>"); break;
        }
    }

    private static void AppendLabels(IArrowArray indices, StringArray labels, List<string?> texts)
    {
        List<double?> positions = [];
        List<string?> words = [];
        Append(indices, positions, []);
        ArrowText.Append(labels, words);
        foreach (double? position in positions) texts.Add(position is { } p ? words[checked((int)p)] : null);
    }

    private static StringArray Text(IEnumerable<string> texts)
    {
        var builder = new StringArray.Builder();
        foreach (string text in texts) builder.Append(text);
        return builder.Build();
    }

    private static DoubleArray Numbers(FeatureColumn column)
    {
        var builder = new DoubleArray.Builder();
        builder.Reserve(column.Count);
        for (int r = 0; r < column.Count; r++)
        {
            if (column.IsMissing(r)) builder.AppendNull();
            else builder.Append(column[r]);
        }

        return builder.Build();
    }
}
