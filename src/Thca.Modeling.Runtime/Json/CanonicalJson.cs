using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Thca.Modeling.Runtime.Json;

/// <summary>
/// The canonical form that is hashed: members sorted by code point, no insignificant white space, strings with the shortest escapes (RFC 8785),
/// numbers exactly as they stand in the file.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>SHA-256 of the canonical form of an object without its top-level member <paramref name="except"/>.</summary>
    public static string Hash(JsonElement root, string except)
    {
        var sink = new ByteSink(1 << 20);
        WriteObject(sink, root, except);
        return Hashing.Sha256(sink.Buffer, sink.Length);
    }

    private static void Write(ByteSink sink, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(sink, element, null); break;
            case JsonValueKind.Array: WriteArray(sink, element); break;
            case JsonValueKind.String when !IsShortest(JsonMarshal.GetRawUtf8Value(element)): WriteString(sink, element.GetString()!); break;
            default: sink.Add(JsonMarshal.GetRawUtf8Value(element)); break;
        }
    }

    /// <summary>Whether a string token already has the shortest escapes: it may lack any that JSON allows but RFC 8785 does not use.</summary>
    private static bool IsShortest(ReadOnlySpan<byte> token) => token.IndexOf("\\u"u8) < 0 && token.IndexOf("\\/"u8) < 0;

    private static void WriteObject(ByteSink sink, JsonElement element, string? except)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            string name = member.Name;
            if (!string.Equals(name, except, StringComparison.Ordinal)) members.Add((name, member.Value));
        }

        members.Sort((a, b) => CompareCodePoints(a.Name, b.Name));
        sink.Add((byte)'{');
        for (int i = 0; i < members.Count; i++)
        {
            if (i > 0) sink.Add((byte)',');
            WriteString(sink, members[i].Name);
            sink.Add((byte)':');
            Write(sink, members[i].Value);
        }

        sink.Add((byte)'}');
    }

    private static void WriteArray(ByteSink sink, JsonElement element)
    {
        sink.Add((byte)'[');
        bool first = true;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!first) sink.Add((byte)',');
            first = false;
            Write(sink, item);
        }

        sink.Add((byte)']');
    }

    private static void WriteString(ByteSink sink, string text)
    {
        sink.Add((byte)'"');
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] >= ' ' && text[i] != '"' && text[i] != '\\') continue;
            sink.Add(text, from, i - from);
            sink.Add(Escape(text[i]));
            from = i + 1;
        }

        sink.Add(text, from, text.Length - from);
        sink.Add((byte)'"');
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => $"\\u00{(c < 16 ? '0' : '1')}{"0123456789abcdef"[c & 15]}",
    };

    /// <summary>Order of Unicode code points, which differs from the order of UTF-16 units for surrogates.</summary>
    private static int CompareCodePoints(string a, string b)
    {
        int n = Math.Min(a.Length, b.Length);
        for (int i = 0; i < n; i++)
        {
            if (a[i] == b[i]) continue;
            bool surrogateA = char.IsSurrogate(a[i]), surrogateB = char.IsSurrogate(b[i]);
            return surrogateA == surrogateB ? a[i].CompareTo(b[i]) : surrogateA ? 1 : -1;
        }

        return a.Length.CompareTo(b.Length);
    }

    private sealed class ByteSink(int capacity)
    {
        public byte[] Buffer { get; private set; } = new byte[capacity];

        public int Length { get; private set; }

        public void Add(byte value)
        {
            Reserve(1);
            Buffer[Length++] = value;
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            Reserve(bytes.Length);
            bytes.CopyTo(Buffer.AsSpan(Length));
            Length += bytes.Length;
        }

        public void Add(string text) => Add(text, 0, text.Length);

        public void Add(string text, int start, int count)
        {
            if (count == 0) return;
            Reserve(Encoding.UTF8.GetMaxByteCount(count));
            Length += Encoding.UTF8.GetBytes(text, start, count, Buffer, Length);
        }

        private void Reserve(int count)
        {
            if (Buffer.Length - Length >= count) return;
            byte[] larger = new byte[Math.Max(Buffer.Length * 2, checked(Length + count))];
            System.Buffer.BlockCopy(Buffer, 0, larger, 0, Length);
            Buffer = larger;
        }
    }
}
