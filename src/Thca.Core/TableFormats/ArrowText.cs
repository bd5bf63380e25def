using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;

namespace Thca.Core.TableFormats;

/// <summary>
/// Reads Arrow text through checked spans. The library's own accessor trusts the offsets in the file and follows them out of the buffer.
/// </summary>
internal static class ArrowText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Append(StringArray array, List<string?> texts)
    {
        ReadOnlySpan<int> offsets = MemoryMarshal.Cast<byte, int>(array.ValueOffsetsBuffer.Span).Slice(array.Offset);
        ReadOnlySpan<byte> values = array.ValueBuffer.Span;
        for (int i = 0; i < array.Length; i++) texts.Add(array.IsNull(i) ? null : StrictUtf8.GetString(values[offsets[i]..offsets[i + 1]]));
    }

    public static void Append(LargeStringArray array, List<string?> texts)
    {
        ReadOnlySpan<long> offsets = MemoryMarshal.Cast<byte, long>(array.ValueOffsetsBuffer.Span).Slice(array.Offset);
        ReadOnlySpan<byte> values = array.ValueBuffer.Span;
        for (int i = 0; i < array.Length; i++) texts.Add(array.IsNull(i) ? null : StrictUtf8.GetString(values[checked((int)offsets[i])..checked((int)offsets[i + 1])]));
    }
}
