using System.Diagnostics.CodeAnalysis;
using Thca.Core.Errors;

namespace Thca.Core.TableFormats;

/// <summary>What Arrow and Parquet files share: buffering, a check of the first bytes, and errors that name the file.</summary>
internal static class BinaryTable
{
    /// <summary>Copies a stream into memory and checks that it begins as the format does.</summary>
    public static MemoryStream Buffer(Stream stream, ReadOnlySpan<byte> magic, string source, string format)
    {
        var content = new MemoryStream();
        stream.CopyTo(content);
        if (content.Length == 0) throw new TableException($"{source} is empty.", $"Give {format}.");
        if (!content.GetBuffer().AsSpan(0, (int)content.Length).StartsWith(magic))
            throw new TableException($"{source} is not {format}: its first bytes are wrong.", "Check that the extension fits the content.");
        content.Position = 0;
        return content;
    }

    /// <summary>Checks that a seekable stream begins as the format does, without reading the rest.</summary>
    public static Stream Checked(Stream stream, ReadOnlySpan<byte> magic, string source, string format)
    {
        if (stream.Length == 0) throw new TableException($"{source} is empty.", $"Give {format}.");
        var first = new byte[magic.Length];
        stream.Position = 0;
        int read = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (read < first.Length || !magic.SequenceEqual(first))
            throw new TableException($"{source} is not {format}: its first bytes are wrong.", "Check that the extension fits the content.");
        stream.Position = 0;
        return stream;
    }

    /// <summary>Runs a decoder; whatever it throws on damaged content becomes a <see cref="TableException"/>.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Decoders throw many types on damaged content.")]
    public static T Guard<T>(string source, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception exception) when (exception is not ThcaException)
        {
            throw new TableException($"{source} is damaged or uses a feature that is not supported: {exception.Message}", "Write the file again, or use CSV.");
        }
    }

    public static TableException NotNumeric(string source, string column, int row) => new(
        FormattableString.Invariant($"{source}, column '{column}' holds text (first in data row {row + 1}), not numbers."),
        "Convert the column to numbers or leave it out.");
}
