using System.Text;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>Reads clinical CSV files, whose encoding is often not UTF-8.</summary>
public static class ClinicalFile
{
    /// <summary>Reads CSV bytes: UTF-8 if they are valid UTF-8, else GB 18030 (which contains GBK and GB 2312), else Latin-1.</summary>
    /// <param name="bytes">Content of the file.</param>
    /// <param name="source">Name for messages.</param>
    /// <returns>The table, and a finding when the text was not UTF-8.</returns>
    /// <exception cref="Core.Errors.TableException">Empty, binary or ragged.</exception>
    public static (TextTable Table, ValidationIssue? Encoding) Read(byte[] bytes, string source)
    {
        if (Decode(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true)) is not null || bytes.AsSpan().Contains((byte)0) || LooksPacked(bytes))
            return (TextTable.Read(new MemoryStream(bytes), source), null);
        Encoding gb = CodePagesEncodingProvider.Instance.GetEncoding(54936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? throw new NotSupportedException("The runtime lacks code page 54936 (GB 18030).");
        string? text = Decode(bytes, gb);
        var issue = text is not null
            ? new ValidationIssue(IssueSeverity.Warning, "ENC_GB18030", $"{source} is not UTF-8 and was read as GB 18030.")
            : new ValidationIssue(IssueSeverity.Warning, "ENC_FALLBACK", $"{source} is neither UTF-8 nor GB 18030 and was read as Latin-1; check its letters.");
        text ??= Encoding.Latin1.GetString(bytes);
        return (TextTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), source), issue);
    }

    private static bool LooksPacked(byte[] bytes) => bytes.AsSpan().StartsWith("PK"u8);

    private static string? Decode(byte[] bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
