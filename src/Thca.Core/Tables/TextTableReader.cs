using System.Text;
using Sylvan.Data.Csv;
using Thca.Core.Errors;

namespace Thca.Core.Tables;

/// <summary>Turns bytes into a <see cref="TextTable"/>; refuses what is not UTF-8 text and says what it is instead.</summary>
internal static class TextTableReader
{
    private const int LargestRecord = 1 << 26;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static TextTable Read(ReadOnlySpan<byte> bytes, string source, char? delimiter)
    {
        string text = Decode(bytes, source);
        char separator = delimiter ?? DetectDelimiter(text);
        List<string[]> rows = [];
        string[]? header = null;
        try
        {
            using CsvDataReader reader = CsvDataReader.Create(new StringReader(text), Options(separator));
            while (reader.Read())
            {
                if (IsBlankLine(reader, header)) continue;
                string[] cells = Cells(reader);
                if (header is null) header = cells;
                else rows.Add(cells);
            }
        }
        catch (Exception exception) when (exception is CsvFormatException or InvalidDataException)
        {
            throw new TableException(
                FormattableString.Invariant($"{source}, data row {rows.Count + 1}: {exception.Message}"),
                "Put cells that contain quotes between double quotes and write each inner quote twice.");
        }

        return new TextTable(header ?? throw Empty(source), rows, source, separator);
    }

    private static CsvDataReaderOptions Options(char separator) => new()
    {
        HasHeaders = false,
        Delimiter = separator,
        Comment = '\0', // a patient may be called #1
        BufferSize = 1 << 16,
        MaxBufferSize = LargestRecord,
    };

    private static bool IsBlankLine(CsvDataReader reader, string[]? header) =>
        reader.RowFieldCount == 1 && header is not { Length: 1 } && string.IsNullOrWhiteSpace(reader.GetString(0));

    private static string[] Cells(CsvDataReader reader)
    {
        var cells = new string[reader.RowFieldCount];
        for (int c = 0; c < cells.Length; c++) cells[c] = reader.GetString(c);
        return cells;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string source)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (bytes.IsEmpty) throw Empty(source);
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new TableException($"{source} is a workbook or an archive, not CSV text.", "Save the sheet as 'CSV UTF-8'.");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new TableException($"{source} is UTF-16 text.", "Save the table as 'CSV UTF-8'.");
        int nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            throw new TableException(FormattableString.Invariant($"{source} is not text: line {LineOf(bytes, nul)} holds a NUL byte (byte {nul})."), "Give a CSV file in UTF-8.");
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw NotUtf8(bytes, exception, source);
        }
    }

    private static TableException NotUtf8(ReadOnlySpan<byte> bytes, DecoderFallbackException exception, string source)
    {
        int at = Math.Clamp(exception.Index, 0, bytes.Length - 1);
        int lineStart = bytes[..at].LastIndexOf((byte)'\n') + 1;
        string before = Encoding.Latin1.GetString(bytes[lineStart..at]);
        int cell = before.Count(c => c is ',' or ';' or '\t') + 1;
        string hex = Convert.ToHexString(exception.BytesUnknown ?? []);
        return new TableException(
            FormattableString.Invariant($"{source} is not UTF-8 text: line {LineOf(bytes, at)}, about cell {cell}, holds the byte 0x{hex}."),
            "Save the table as 'CSV UTF-8' (it is probably in a Windows code page).");
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int position) => bytes[..position].Count((byte)'\n') + 1;

    private static TableException Empty(string source) => new($"{source} is empty.", "The first line must hold the column names.");

    /// <summary>The candidate that occurs most often in the header outside quotes; comma when none or on a tie.</summary>
    private static char DetectDelimiter(string text)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        bool quoted = false, started = false;
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c is '\n' or '\r' && started) break;
            started |= !char.IsWhiteSpace(c);
            if (c == ',') commas++;
            else if (c == ';') semicolons++;
            else if (c == '\t') tabs++;
        }

        if (semicolons > commas && semicolons >= tabs) return ';';
        return tabs > commas ? '\t' : ',';
    }
}
