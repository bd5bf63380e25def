using Thca.Core.Errors;
using Thca.Core.TableFormats;

namespace Thca.Core.Tables;

/// <summary>Reads a Parquet or Arrow table block by block, so that it never has to fit into memory. Trusts nothing that the file claims.</summary>
public sealed class ColumnarTableReader : IDisposable
{
    private readonly IColumnarSource _source;
    private readonly Stream? _owned;

    /// <summary>Opens a file.</summary>
    /// <param name="path">File with extension .parquet, .arrow or .feather.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is damaged or of another format.</exception>
    public ColumnarTableReader(string path)
        : this(File.OpenRead(path), FeatureTableFile.FormatOf(path), Path.GetFileName(path), owned: true)
    {
    }

    /// <summary>Opens a table in a stream, which is left open.</summary>
    /// <param name="stream">The content, from position 0; must be seekable.</param>
    /// <param name="format">Parquet or Arrow.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="TableException">The content is damaged or of another format.</exception>
    public ColumnarTableReader(Stream stream, TableFormat format, string source = "stream")
        : this(stream, format, source, owned: false)
    {
    }

    private ColumnarTableReader(Stream stream, TableFormat format, string source, bool owned)
    {
        _owned = owned ? stream : null;
        try
        {
            _source = format switch
            {
                TableFormat.Parquet => BinaryTable.Guard(source, () => new ParquetColumnSource(BinaryTable.Checked(stream, "PAR1"u8, source, "a Parquet file"))),
                TableFormat.Arrow => BinaryTable.Guard(source, () => new ArrowColumnSource(BinaryTable.Checked(stream, "ARROW1"u8, source, "an Arrow IPC file (Feather version 2)"))),
                _ => throw new TableException($"{source}: only Parquet and Arrow tables are read block by block.", "Use TextTable for CSV."),
            };
        }
        catch
        {
            _owned?.Dispose();
            throw;
        }

        Source = source;
    }

    /// <summary>Name of the file or stream, for messages.</summary>
    public string Source { get; }

    /// <summary>The columns that can be read, in the file's order; columns of other kinds (dates, nested records) are left out.</summary>
    public IReadOnlyList<ColumnarField> Fields => _source.Fields;

    /// <summary>Texts stored with the schema.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _source.Metadata;

    /// <summary>Reads the rows from the first, block by block.</summary>
    /// <param name="columns">The columns to read; null for all of <see cref="Fields"/>.</param>
    /// <exception cref="TableException">A column is absent, or the file is damaged.</exception>
    public IEnumerable<ColumnarBlock> Blocks(IReadOnlyCollection<string>? columns = null)
    {
        ColumnarField[] fields = columns is null ? [.. Fields] : [.. columns.Select(Require)];
        for (int block = 0; ; block++)
        {
            int number = block;
            ColumnarBlock? rows = BinaryTable.Guard(Source, () => _source.Read(number, fields));
            if (rows is null) yield break;
            yield return rows;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _source.Dispose();
        _owned?.Dispose();
    }

    private ColumnarField Require(string name) => Fields.FirstOrDefault(f => f.Name == name)
        ?? throw new TableException($"{Source} has no column '{name}'.", $"Columns: {string.Join(", ", Fields.Take(30).Select(f => f.Name))}.");
}
