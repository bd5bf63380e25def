using Parquet;
using Parquet.Schema;
using Thca.Core.Tables;

namespace Thca.Core.TableFormats;

/// <summary>Blocks of rows as the row groups of a Parquet file; no column is nullable.</summary>
internal sealed class ParquetColumnSink : IColumnarSink
{
    private readonly ParquetWriter _writer;
    private readonly DataField[] _leaves;
    private bool _closed;

    public ParquetColumnSink(Stream stream, IReadOnlyList<ColumnarField> fields, Dictionary<string, string> metadata)
    {
        _leaves = [.. fields.Select(Leaf)];
        Field[] schema = [.. fields.Select((f, i) => f.Type == ColumnarType.Int32List ? (Field)new ListField(f.Name, _leaves[i]) : _leaves[i])];
        _writer = Wait(() => ParquetWriter.CreateAsync(new ParquetSchema(schema), stream));
        _writer.CustomMetadata = metadata;
    }

    public void Write(ColumnarBlock block) => Wait(async () =>
    {
        using ParquetRowGroupWriter group = _writer.CreateRowGroup();
        for (int c = 0; c < _leaves.Length; c++)
        {
            switch (block[c])
            {
                case string[] texts: await group.WriteAsync(_leaves[c], texts).ConfigureAwait(false); break;
                case byte[] bytes: await group.WriteAsync<byte>(_leaves[c], bytes).ConfigureAwait(false); break;
                case int[] integers: await group.WriteAsync<int>(_leaves[c], integers).ConfigureAwait(false); break;
                case float[] floats: await group.WriteAsync<float>(_leaves[c], floats).ConfigureAwait(false); break;
                case double[] doubles: await group.WriteAsync<double>(_leaves[c], doubles).ConfigureAwait(false); break;
                case int[][] lists: await WriteLists(group, _leaves[c], lists).ConfigureAwait(false); break;
                default: throw new ArgumentOutOfRangeException(nameof(block), block[c].GetType().Name, "Unknown column type.");
            }
        }

        group.CompleteValidate();
        return 0;
    });

    public void Complete() => Close();

    public void Dispose() => Close();

    private static DataField Leaf(ColumnarField field) => field.Type switch
    {
        ColumnarType.Text => new DataField<string>(field.Name, nullable: false),
        ColumnarType.Byte => new DataField<byte>(field.Name, nullable: false),
        ColumnarType.Int32 => new DataField<int>(field.Name, nullable: false),
        ColumnarType.Single => new DataField<float>(field.Name, nullable: false),
        ColumnarType.Double => new DataField<double>(field.Name, nullable: false),
        ColumnarType.Int32List => new DataField<int>("element", nullable: false),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "Unknown column type."),
    };

    // Dremel levels: an element has the full definition level, an empty list one less; every element but the first of a list repeats.
    private static async Task WriteLists(ParquetRowGroupWriter group, DataField leaf, int[][] lists)
    {
        int entries = lists.Sum(l => Math.Max(1, l.Length)), values = lists.Sum(l => l.Length);
        int[] data = new int[values], definition = new int[entries], repetition = new int[entries];
        int at = 0, entry = 0;
        foreach (int[] list in lists)
        {
            list.CopyTo(data, at);
            at += list.Length;
            if (list.Length == 0)
            {
                definition[entry++] = leaf.MaxDefinitionLevel - 1;
                continue;
            }

            for (int i = 0; i < list.Length; i++, entry++) (definition[entry], repetition[entry]) = (leaf.MaxDefinitionLevel, i == 0 ? 0 : 1);
        }

        await group.WriteAllPartsAsync<int>(leaf, data, definition, repetition, CancellationToken.None).ConfigureAwait(false);
    }

    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        Wait(async () =>
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
            return 0;
        });
    }
}
