using System.Globalization;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Codecs;

/// <summary>Lines of a text header at the start of a seekable stream; leaves the stream after the last line read.</summary>
internal sealed class TextHeader(Stream stream, string format)
{
    private const int MaxBytes = 1 << 20;
    private int _total;

    /// <summary>The next line without its end, or null at the end of the file.</summary>
    public string? ReadLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            int value = stream.ReadByte();
            if (value < 0) return line.Length == 0 ? null : line.ToString();
            if (++_total > MaxBytes) throw new DataFormatException($"The {format} header is longer than 1 MiB.", "The file is damaged or not an image.", ProblemCodes.SizeLimitExceeded);
            if (value == '\n') break;
            line.Append((char)value);
        }

        if (line.Length > 0 && line[^1] == '\r') line.Length--;
        return line.ToString();
    }

    public static double[] Numbers(string text, string field, string format)
    {
        string[] parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select(part => Number(part, field, format))];
    }

    public static long[] Integers(string text, string field, string format)
    {
        string[] parts = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Select(part => long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Invalid(part, field, format))];
    }

    public static double Number(string text, string field, string format)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return value;
        return text.ToUpperInvariant() switch
        {
            "NAN" or "-NAN" => double.NaN,
            "INF" or "+INF" => double.PositiveInfinity,
            "-INF" => double.NegativeInfinity,
            _ => throw Invalid(text, field, format),
        };
    }

    private static DataFormatException Invalid(string text, string field, string format) =>
        new($"The {format} field '{field}' holds '{text}', which is no number.", "The file is damaged or not an image.");
}
