using Parquet;
using Parquet.Schema;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>The row groups of a Parquet file.</summary>
internal sealed class ParquetColumnSource : IColumnarSource
{
    private const long LargestCompression = 256;
    private readonly ParquetReader _reader;
    private readonly long _length;
    private readonly Dictionary<string, DataField> _leaves = new(StringComparer.Ordinal);

    public ParquetColumnSource(Stream stream)
    {
        _length = stream.Length;
        _reader = Wait(() => ParquetReader.CreateAsync(stream, null, leaveStreamOpen: true));
        List<ColumnarField> fields = [];
        foreach (Field field in _reader.Schema.Fields)
        {
            DataField? leaf = field switch
            {
                DataField data => data,
                ListField { Item: DataField { ClrType: { } type } item } when type == typeof(int) => item,
                _ => null,
            };
            if (leaf is null || TypeOf(leaf, field is ListField) is not { } kind) continue;
            fields.Add(new ColumnarField(field.Name, kind));
            _leaves[field.Name] = leaf;
        }

        Fields = fields;
        Metadata = _reader.CustomMetadata is { } notes ? new Dictionary<string, string>(notes, StringComparer.Ordinal) : [];
    }

    public IReadOnlyList<ColumnarField> Fields { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public ColumnarBlock? Read(int number, ColumnarField[] fields)
    {
        if (number >= _reader.RowGroupCount) return null;
        return Wait(async () =>
        {
            using ParquetRowGroupReader group = _reader.OpenRowGroupReader(number);
            int rows = Plausible(group.RowCount);
            var columns = new Array[fields.Length];
            for (int c = 0; c < columns.Length; c++)
            {
                DataField leaf = _leaves[fields[c].Name];
                columns[c] = fields[c].Type switch
                {
                    ColumnarType.Text => await Texts(group, leaf, rows).ConfigureAwait(false),
                    ColumnarType.Byte => await Values<byte>(group, leaf, rows, 0).ConfigureAwait(false),
                    ColumnarType.Int32 => await Values(group, leaf, rows, 0).ConfigureAwait(false),
                    ColumnarType.Single => await Values(group, leaf, rows, float.NaN).ConfigureAwait(false),
                    ColumnarType.Double => await Values(group, leaf, rows, double.NaN).ConfigureAwait(false),
                    _ => await Lists(group, leaf, rows).ConfigureAwait(false),
                };
            }

            return new ColumnarBlock(fields, columns);
        });
    }

    public void Dispose() => Wait(async () =>
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        return 0;
    });

    private static ColumnarType? TypeOf(DataField leaf, bool list) => list ? ColumnarType.Int32List
        : leaf.ClrType == typeof(ReadOnlyMemory<char>) || leaf.ClrType == typeof(string) ? ColumnarType.Text
        : Type.GetTypeCode(leaf.ClrType) switch
        {
            TypeCode.Byte => ColumnarType.Byte,
            TypeCode.Int32 => ColumnarType.Int32,
            TypeCode.Single => ColumnarType.Single,
            TypeCode.Double => ColumnarType.Double,
            _ => null,
        };

    private static async Task<T[]> Values<T>(ParquetRowGroupReader group, DataField leaf, int rows, T missing)
        where T : struct
    {
        if (!leaf.IsNullable)
        {
            var values = new T[rows];
            await group.ReadAsync<T>(leaf, values).ConfigureAwait(false);
            return values;
        }

        var cells = new T?[rows];
        await group.ReadAsync<T>(leaf, cells).ConfigureAwait(false);
        return Array.ConvertAll(cells, c => c ?? missing);
    }

    private static async Task<string[]> Texts(ParquetRowGroupReader group, DataField leaf, int rows)
    {
        var cells = new string[rows];
        await group.ReadAsync(leaf, cells).ConfigureAwait(false);
        return Array.ConvertAll(cells, c => c ?? "");
    }

    private async Task<int[][]> Lists(ParquetRowGroupReader group, DataField leaf, int rows)
    {
        int entries = Plausible(group.GetMetadata(leaf)?.MetaData?.NumValues ?? throw new InvalidDataException("a list column has no description."));
        int[] data = new int[entries], definition = new int[entries], repetition = new int[entries];
        await group.ReadRawAsync<int>(leaf, data, definition, repetition).ConfigureAwait(false);
        var lists = new int[rows][];
        List<int> current = [];
        int row = -1, at = 0;
        for (int e = 0; e < entries; e++)
        {
            if (repetition[e] == 0)
            {
                if (row >= 0) lists[row] = [.. current];
                current.Clear();
                row++;
            }

            if (definition[e] == leaf.MaxDefinitionLevel) current.Add(data[at++]);
        }

        if (row >= 0) lists[row] = [.. current];
        return row == rows - 1 ? lists : throw new InvalidDataException("a list column has another number of rows.");
    }

    // A damaged count could ask for any amount of memory.
    private int Plausible(long count) => count >= 0 && count <= LargestCompression * _length
        ? checked((int)count)
        : throw new InvalidDataException("a row group claims more rows than the file can hold.");

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
