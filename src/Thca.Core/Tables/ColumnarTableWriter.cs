using Thca.Core.Errors;
using Thca.Core.TableFormats;

namespace Thca.Core.Tables;

/// <summary>
/// Writes a table block by block, so that it never has to fit into memory: Parquet (one row group per block), Arrow (one record batch per block)
/// or CSV (lists as numbers separated by blanks). The file is complete only after <see cref="Complete"/>.
/// </summary>
public sealed class ColumnarTableWriter : IDisposable
{
    private readonly IColumnarSink _sink;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it goes; left open. Parquet and Arrow begin at its position, which must be 0.</param>
    /// <param name="format">The format.</param>
    /// <param name="fields">The columns, names unique.</param>
    /// <param name="metadata">Texts stored with the schema, e.g. a schema name; CSV has no place for them.</param>
    /// <exception cref="TableException">A column name repeats.</exception>
    public ColumnarTableWriter(Stream stream, TableFormat format, IReadOnlyList<ColumnarField> fields, IReadOnlyDictionary<string, string>? metadata = null)
    {
        string? twice = fields.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new TableException($"Column '{twice}' occurs twice.", "Give every column its own name.");
        Fields = fields;
        var notes = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        _sink = format switch
        {
            TableFormat.Parquet => new ParquetColumnSink(stream, fields, notes),
            TableFormat.Arrow => new ArrowColumnSink(stream, fields, notes),
            TableFormat.Csv => new CsvColumnSink(stream, fields),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown table format."),
        };
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ColumnarField> Fields { get; }

    /// <summary>Appends rows; an empty block writes nothing.</summary>
    /// <exception cref="TableException">The block has other columns.</exception>
    public void Write(ColumnarBlock block)
    {
        if (!block.Fields.SequenceEqual(Fields)) throw new TableException("The block has other columns than the file.");
        if (block.RowCount > 0) _sink.Write(block);
    }

    /// <summary>Writes what closes the file. Nothing may be written after it.</summary>
    public void Complete() => _sink.Complete();

    /// <summary>Frees buffers; a file that was not completed stays unreadable.</summary>
    public void Dispose() => _sink.Dispose();
}
