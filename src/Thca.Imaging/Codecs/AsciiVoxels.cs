using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Imaging.Codecs;

/// <summary>Voxels written as text, turned into the bytes their scalar type has on this machine.</summary>
internal static class AsciiVoxels
{
    public static PayloadStream ToPayload(Stream stream, VoxelLayout layout, VolumeReadOptions options)
    {
        long count = layout.Geometry.Size.Count;
        // Every number but the last takes a digit and a separator.
        PayloadStream.Raw(stream).EnsureHolds(2 * count - 1, options.MaxDecodedBytes);
        byte[] bytes = layout.FileType switch
        {
            ComponentType.Int8 => Parse<sbyte>(stream, count),
            ComponentType.UInt8 => Parse<byte>(stream, count),
            ComponentType.Int16 => Parse<short>(stream, count),
            ComponentType.UInt16 => Parse<ushort>(stream, count),
            ComponentType.Int32 => Parse<int>(stream, count),
            ComponentType.UInt32 => Parse<uint>(stream, count),
            ComponentType.Int64 => Parse<long>(stream, count),
            ComponentType.UInt64 => Parse<ulong>(stream, count),
            ComponentType.Float32 => Parse<float>(stream, count),
            _ => Parse<double>(stream, count),
        };
        return PayloadStream.Raw(new MemoryStream(bytes));
    }

    private static byte[] Parse<T>(Stream stream, long count)
        where T : unmanaged, INumber<T>
    {
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1, false, 1 << 16, leaveOpen: true);
        var values = new T[count];
        Span<char> token = stackalloc char[64];
        for (long i = 0; i < count; i++)
        {
            ReadOnlySpan<char> text = NextToken(reader, token);
            if (text.IsEmpty) throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The text holds {i} voxels; {count} are needed."), "The file is incomplete.", ProblemCodes.FileTruncated);
            if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                values[i] = T.CreateSaturating(TextHeader.Number(text.ToString(), "voxels", "image"));
        }

        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static ReadOnlySpan<char> NextToken(StreamReader reader, Span<char> token)
    {
        int length = 0;
        for (int c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (char.IsWhiteSpace((char)c) || c == ',')
            {
                if (length > 0) break;
                continue;
            }

            if (length == token.Length) throw new DataFormatException("The text holds a number of more than 64 characters.", "The file is damaged.");
            token[length++] = (char)c;
        }

        return token[..length];
    }
}
