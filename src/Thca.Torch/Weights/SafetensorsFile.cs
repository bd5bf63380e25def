using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;

namespace Thca.Torch.Weights;

/// <summary>
/// Reads and writes safetensors: a 64-bit header length, a JSON header, and one block of data that the tensors tile without gap or overlap.
/// Nothing is allocated before the header has been checked against the size of the file.
/// </summary>
public static class SafetensorsFile
{
    private const long HeaderLimit = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The file is not safetensors, or is damaged; the message says where.</exception>
    public static SafetensorsContent Read(string path) => Read(File.ReadAllBytes(path));

    /// <summary>Reads the content of a file; the tensors share the given memory.</summary>
    /// <exception cref="DataFormatException">The content is not safetensors, or is damaged.</exception>
    public static SafetensorsContent Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length < 9) throw Invalid("the file is shorter than a header");
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (headerLength is 0 or > HeaderLimit || headerLength > (ulong)file.Length - 8)
            throw Invalid($"the header length {headerLength} does not fit a file of {file.Length} bytes");
        ReadOnlyMemory<byte> header = file.Slice(8, (int)headerLength);
        if (header.Span[0] != (byte)'{') throw Invalid("the header does not start with '{'");
        return Parse(header, file[(8 + (int)headerLength)..]);
    }

    /// <summary>Writes a file atomically: tensors by descending element size, then by name; equal content gives equal bytes.</summary>
    public static void Write(string path, IReadOnlyDictionary<string, WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes to a stream.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, WeightTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        (string Name, WeightTensor Tensor)[] order =
            [.. tensors.Select(t => (t.Key, t.Value)).OrderByDescending(t => t.Value.Type.ElementSize()).ThenBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(order, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, WeightTensor tensor) in order) stream.Write(tensor.Data.Span);
    }

    private static byte[] Header((string Name, WeightTensor Tensor)[] order, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach ((string name, string text) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(name, text);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, WeightTensor tensor) in order)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Type.SafetensorsName());
                WriteArray(json, "shape", tensor.Shape);
                WriteArray(json, "data_offsets", [offset, offset += tensor.Data.Length]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IReadOnlyList<long> values)
    {
        json.WriteStartArray(name);
        foreach (long value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static SafetensorsContent Parse(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> data)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var tensors = new Dictionary<string, WeightTensor>(StringComparer.Ordinal);
            var ranges = new List<(long Begin, long End, string Name)>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty entry in document.RootElement.EnumerateObject())
            {
                if (!seen.Add(entry.Name)) throw Invalid($"'{entry.Name}' occurs twice");
                if (entry.Name == "__metadata__")
                {
                    foreach (JsonProperty item in entry.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? "";
                    continue;
                }

                tensors[entry.Name] = Tensor(entry, data, ranges);
            }

            EnsureTiling(ranges, data.Length);
            return new SafetensorsContent(tensors, metadata);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or DecoderFallbackException)
        {
            throw new DataFormatException($"The safetensors header is damaged: {exception.Message}", "Copy the file again.", inner: exception);
        }
    }

    private static WeightTensor Tensor(JsonProperty entry, ReadOnlyMemory<byte> data, List<(long Begin, long End, string Name)> ranges)
    {
        WeightType type = WeightTypes.FromSafetensorsName(entry.Value.GetProperty("dtype").GetString() ?? "");
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64())];
        if (offsets is not [long begin, long end] || begin < 0 || end < begin || end > data.Length)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"'{entry.Name}' lies outside the data block of {data.Length} bytes"));
        long expected = checked(WeightTensor.ElementCount(shape) * type.ElementSize());
        if (end - begin != expected)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"'{entry.Name}' has {end - begin} bytes, its shape needs {expected}"));
        ranges.Add((begin, end, entry.Name));
        return new WeightTensor(type, shape, data[(int)begin..(int)end]);
    }

    private static void EnsureTiling(List<(long Begin, long End, string Name)> ranges, long length)
    {
        ranges.Sort();
        long reached = 0;
        foreach ((long begin, long end, string name) in ranges)
        {
            if (begin != reached) throw Invalid(string.Create(CultureInfo.InvariantCulture, $"'{name}' starts at {begin}, expected {reached}"));
            reached = end;
        }

        if (reached != length) throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the tensors cover {reached} of {length} bytes"));
    }

    private static DataFormatException Invalid(string detail) => new($"Not a sound safetensors file: {detail}.", "Copy the file again or check its source.", ProblemCodes.FormatInvalid);
}
