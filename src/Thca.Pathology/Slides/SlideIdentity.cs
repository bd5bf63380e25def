using System.Buffers.Binary;
using System.Security.Cryptography;
using Thca.Core.Provenance;

namespace Thca.Pathology.Slides;

/// <summary>Recognises a slide file without reading gigabytes: SHA-256 over its size, its first and its last mebibyte.</summary>
public static class SlideIdentity
{
    private const int Sample = 1 << 20;

    /// <summary>The identity of a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ContentHash Of(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, stream.Length);
        hash.AppendData(size);
        Append(stream, 0, hash);
        if (stream.Length > Sample) Append(stream, Math.Max(Sample, stream.Length - Sample), hash);
        return new ContentHash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(FileStream stream, long offset, IncrementalHash hash)
    {
        var buffer = new byte[Sample];
        stream.Position = offset;
        int read = stream.ReadAtLeast(buffer, Sample, throwOnEndOfStream: false);
        hash.AppendData(buffer, 0, read);
    }
}
