using System.Buffers;
using System.Text;

namespace Thca.Core.Tables;

/// <summary>Writes CSV: UTF-8 without byte-order mark, comma, LF, quotes only where RFC 4180 asks for them. Leaves the stream open.</summary>
internal sealed class CsvWriter(Stream stream) : IDisposable
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");
    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };

    public void WriteRow(IReadOnlyList<string> cells)
    {
        // A lone empty cell would be a blank line, which most readers skip.
        if (cells is [""]) _writer.Write("\"\"");
        for (int c = 0; c < cells.Count; c++)
        {
            if (c > 0) _writer.Write(',');
            WriteCell(cells[c]);
        }

        _writer.Write('\n');
    }

    public void Dispose() => _writer.Dispose();

    private void WriteCell(string text)
    {
        if (text.AsSpan().ContainsAny(NeedQuotes))
        {
            _writer.Write('"');
            _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            _writer.Write('"');
        }
        else
        {
            _writer.Write(text);
        }
    }
}
