using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Files;
using Thca.Core.TableFormats;

namespace Thca.Core.Tables;

/// <summary>
/// Feature tables in files: CSV, Arrow IPC (Feather) or Parquet, chosen by extension. The key column comes first and stays text; <c>Status</c>
/// and <c>Message</c> come last. A missing value is an empty cell (null), a value that could not be computed is <c>NaN</c>; infinities are
/// kept. Doubles read back exactly in all three. Reasons of NaN values are kept in full by Arrow and Parquet; CSV keeps them only as far as <c>Message</c> does.
/// </summary>
public static class FeatureTableFile
{
    /// <summary>Name of the column that holds <see cref="RowStatus.Code"/>.</summary>
    public const string StatusColumn = "Status";

    /// <summary>Name of the column that holds <see cref="RowStatus.Message"/>.</summary>
    public const string MessageColumn = "Message";

    /// <summary>The format of a file name's extension.</summary>
    /// <exception cref="TableException">The extension is none of .csv, .arrow, .feather, .parquet.</exception>
    public static TableFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => TableFormat.Csv,
        ".ARROW" or ".FEATHER" => TableFormat.Arrow,
        ".PARQUET" => TableFormat.Parquet,
        string other => throw new TableException($"'{Path.GetFileName(path)}': tables cannot have the extension '{other.ToLowerInvariant()}'.", "Use .csv, .arrow, .feather or .parquet."),
    };

    /// <summary>Reads a table.</summary>
    /// <param name="path">File with extension .csv, .arrow, .feather or .parquet.</param>
    /// <param name="options">Key column, columns to leave out.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableException">The file is damaged, a key is empty or repeats, or a cell is not a number; row and column are named.</exception>
    public static FeatureTable Read(string path, FeatureTableReadOptions? options = null) => ReadWithReport(path, options).Table;

    /// <summary>Reads a table and reports columns left out and suspicious keys.</summary>
    /// <inheritdoc cref="Read(string, FeatureTableReadOptions?)"/>
    public static FeatureTableReadResult ReadWithReport(string path, FeatureTableReadOptions? options = null)
    {
        TableFormat format = FormatOf(path);
        using FileStream stream = File.OpenRead(path);
        return ReadWithReport(stream, format, options, Path.GetFileName(path));
    }

    /// <summary>Reads a table from a stream, which is left open.</summary>
    /// <param name="stream">The content, from its current position to its end.</param>
    /// <param name="format">Format of the content.</param>
    /// <param name="options">Key column, columns to leave out.</param>
    /// <param name="source">Name for messages.</param>
    /// <exception cref="TableException">As for a path.</exception>
    public static FeatureTableReadResult ReadWithReport(Stream stream, TableFormat format, FeatureTableReadOptions? options = null, string source = "stream")
    {
        options ??= new FeatureTableReadOptions();
        return format switch
        {
            TableFormat.Csv => CsvFeatureTable.Read(stream, options, source),
            TableFormat.Arrow => ArrowFeatureTable.Read(stream, options, source),
            TableFormat.Parquet => ParquetFeatureTable.Read(stream, options, source),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown table format."),
        };
    }

    /// <summary>Writes a table, atomically: the file holds the old content or the new, never a part.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">File with extension .csv, .arrow, .feather or .parquet.</param>
    /// <param name="options">Whether the status columns are written.</param>
    /// <exception cref="TableException">The extension is unknown, or a feature is named like the key or a status column.</exception>
    public static void Write(FeatureTable table, string path, FeatureTableWriteOptions? options = null)
    {
        TableFormat format = FormatOf(path);
        AtomicFile.Write(path, stream => Write(table, stream, format, options));
    }

    /// <summary>Writes a table to a stream, which is left open.</summary>
    /// <inheritdoc cref="Write(FeatureTable, string, FeatureTableWriteOptions?)"/>
    public static void Write(FeatureTable table, Stream stream, TableFormat format, FeatureTableWriteOptions? options = null)
    {
        options ??= new FeatureTableWriteOptions();
        string[] reserved = options.IncludeStatus ? [table.KeyName, StatusColumn, MessageColumn] : [table.KeyName];
        foreach (string name in reserved)
        {
            if (table.Find(name) is not null) throw new TableException($"A feature is named '{name}', which is the key or a status column.", "Rename the feature.");
        }

        switch (format)
        {
            case TableFormat.Csv: CsvFeatureTable.Write(table, stream, options); break;
            case TableFormat.Arrow: ArrowFeatureTable.Write(table, stream, options); break;
            case TableFormat.Parquet: ParquetFeatureTable.Write(table, stream, options); break;
            default: throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown table format.");
        }
    }
}
