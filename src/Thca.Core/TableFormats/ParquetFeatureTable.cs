using Parquet;
using Parquet.Schema;
using Thca.Core.Features;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Feature tables as Parquet: key and status as text, features as nullable double, reasons of NaN in the file's metadata.</summary>
internal static class ParquetFeatureTable
{
    public static FeatureTableReadResult Read(Stream stream, FeatureTableReadOptions options, string source)
    {
        using MemoryStream content = BinaryTable.Buffer(stream, "PAR1"u8, source, "a Parquet file");
        (RawColumn[] columns, IReadOnlyDictionary<string, string>? notes) = BinaryTable.Guard(source, () => Task.Run(() => ReadColumns(content)).GetAwaiter().GetResult());
        return new FeatureTableAssembler(columns, options, source, notes).Assemble((name, row) => BinaryTable.NotNumeric(source, name, row));
    }

    public static void Write(FeatureTable table, Stream stream, FeatureTableWriteOptions options)
    {
        using var content = new MemoryStream();
        Task.Run(() => WriteColumns(table, content, options)).GetAwaiter().GetResult();
        content.Position = 0;
        content.CopyTo(stream);
    }

    private static async Task WriteColumns(FeatureTable table, MemoryStream content, FeatureTableWriteOptions options)
    {
        DataField key = Text(table.KeyName);
        DataField[] features = [.. table.Columns.Select(c => new DataField<double>(c.Name, nullable: true))];
        DataField[] status = options.IncludeStatus ? [Text(FeatureTableFile.StatusColumn), Text(FeatureTableFile.MessageColumn)] : [];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema([key, .. features, .. status]), content).ConfigureAwait(false);
        writer.CustomMetadata = ReasonNotes.Of(table);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync(key, [.. table.Keys]).ConfigureAwait(false);
        for (int c = 0; c < features.Length; c++)
            await group.WriteAsync<double>(features[c], Cells(table.Columns[c])).ConfigureAwait(false);
        if (options.IncludeStatus)
        {
            await group.WriteAsync(status[0], [.. table.Statuses.Select(s => s.Code)]).ConfigureAwait(false);
            await group.WriteAsync(status[1], [.. table.Statuses.Select(s => s.Message)]).ConfigureAwait(false);
        }

        group.CompleteValidate();
    }

    private static async Task<(RawColumn[] Columns, IReadOnlyDictionary<string, string>? Notes)> ReadColumns(MemoryStream content)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(content).ConfigureAwait(false);
        DataField[] fields = reader.Schema.GetDataFields();
        var columns = new List<RawColumn>();
        foreach (DataField field in fields)
        {
            if (field.ClrType == typeof(ReadOnlyMemory<char>)) columns.Add(new RawColumn(field.Name, [.. await ReadText(reader, field).ConfigureAwait(false)]));
            else if (NumberReader(field.ClrType) is { } read) columns.Add(RawColumn.OfNumbers(field.Name, [.. await read(reader, field).ConfigureAwait(false)]));
            else columns.Add(new RawColumn(field.Name, [.. Enumerable.Repeat($"<{field.ClrType.Name}>", RowCount(reader))]));
        }

        return ([.. columns], reader.CustomMetadata);
    }

    private static int RowCount(ParquetReader reader) => checked((int)reader.RowGroups.Sum(g => g.RowCount));

    private static Func<ParquetReader, DataField, Task<List<double?>>>? NumberReader(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Double => (r, f) => ReadNumbers<double>(r, f, v => v),
        TypeCode.Single => (r, f) => ReadNumbers<float>(r, f, v => v),
        TypeCode.Int64 => (r, f) => ReadNumbers<long>(r, f, v => v),
        TypeCode.Int32 => (r, f) => ReadNumbers<int>(r, f, v => v),
        TypeCode.Int16 => (r, f) => ReadNumbers<short>(r, f, v => v),
        TypeCode.SByte => (r, f) => ReadNumbers<sbyte>(r, f, v => v),
        TypeCode.UInt64 => (r, f) => ReadNumbers<ulong>(r, f, v => v),
        TypeCode.UInt32 => (r, f) => ReadNumbers<uint>(r, f, v => v),
        TypeCode.UInt16 => (r, f) => ReadNumbers<ushort>(r, f, v => v),
        TypeCode.Byte => (r, f) => ReadNumbers<byte>(r, f, v => v),
        TypeCode.Boolean => (r, f) => ReadNumbers<bool>(r, f, v => v ? 1 : 0),
        _ => null,
    };

    private static async Task<List<double?>> ReadNumbers<T>(ParquetReader reader, DataField field, Func<T, double> convert)
        where T : struct
    {
        List<double?> result = [];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            if (field.IsNullable)
            {
                var cells = new T?[checked((int)group.RowCount)];
                await group.ReadAsync<T>(field, cells).ConfigureAwait(false);
                foreach (T? cell in cells) result.Add(cell is { } value ? convert(value) : null);
            }
            else
            {
                var cells = new T[checked((int)group.RowCount)];
                await group.ReadAsync<T>(field, cells).ConfigureAwait(false);
                foreach (T cell in cells) result.Add(convert(cell));
            }
        }

        return result;
    }

    private static async Task<List<string?>> ReadText(ParquetReader reader, DataField field)
    {
        List<string?> result = [];
        for (int g = 0; g < reader.RowGroupCount; g++)
        {
            using ParquetRowGroupReader group = reader.OpenRowGroupReader(g);
            var cells = new string[checked((int)group.RowCount)];
            await group.ReadAsync(field, cells).ConfigureAwait(false);
            result.AddRange(cells);
        }

        return result;
    }

    private static double?[] Cells(FeatureColumn column)
    {
        var cells = new double?[column.Count];
        for (int r = 0; r < cells.Length; r++) cells[r] = column.IsMissing(r) ? null : column[r];
        return cells;
    }

    private static DataField<string> Text(string name) => new DataField<string>(name, nullable: false);
}
