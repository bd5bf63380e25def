using System.Globalization;
using System.IO.Compression;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Codecs;

/// <summary>
/// The bytes of an image file after decompression, with an upper bound of how many there can be. The bound lets a header that
/// promises more than the file can hold be refused before memory is allocated.
/// </summary>
internal sealed class PayloadStream
{
    // Deflate codes 258 bytes in no less than 2 bits: at most 1032 bytes out per byte in.
    private const long MaxDeflateRatio = 1032;

    private readonly Stream _stream;
    private readonly bool _compressed;
    private long _upperBound;

    private PayloadStream(Stream stream, bool compressed, long upperBound) => (_stream, _compressed, _upperBound) = (stream, compressed, upperBound);

    public static PayloadStream Raw(Stream seekable) => new(seekable, false, Remaining(seekable));

    public static PayloadStream GZip(Stream seekable) =>
        new(new GZipStream(seekable, CompressionMode.Decompress, leaveOpen: true), true, (Remaining(seekable) + 1) * MaxDeflateRatio);

    public static PayloadStream ZLib(Stream seekable) =>
        new(new ZLibStream(seekable, CompressionMode.Decompress, leaveOpen: true), true, (Remaining(seekable) + 1) * MaxDeflateRatio);

    /// <summary>Raw or gzip, by the first two bytes.</summary>
    public static PayloadStream Detect(Stream seekable)
    {
        long start = seekable.Position;
        bool gzip = seekable.ReadByte() == 0x1f && seekable.ReadByte() == 0x8b;
        seekable.Position = start;
        return gzip ? GZip(seekable) : Raw(seekable);
    }

    /// <summary>The stream itself when it can seek, else a copy in memory of at most <paramref name="limit"/> bytes.</summary>
    public static Stream Seekable(Stream stream, long limit)
    {
        if (stream.CanSeek) return stream;
        var copy = new MemoryStream();
        Span<byte> buffer = new byte[81920];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (copy.Length + read > limit) throw LimitExceeded(copy.Length + read, limit);
            copy.Write(buffer[..read]);
        }

        copy.Position = 0;
        return copy;
    }

    /// <summary>Refuses a promise of more bytes than allowed, or than can still come.</summary>
    public void EnsureHolds(long bytes, long limit)
    {
        if (bytes > limit) throw LimitExceeded(bytes, limit);
        if (bytes > _upperBound)
            throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The header promises {bytes} more bytes; the file can hold {_upperBound} at most."));
    }

    public void ReadExactly(Span<byte> target)
    {
        int got = 0;
        while (got < target.Length)
        {
            int read = ReadSome(target[got..]);
            if (read == 0) throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The file ends {target.Length - got} bytes too early."));
            got += read;
        }

        _upperBound -= target.Length;
    }

    /// <summary>Reads what there is, up to the length of the target.</summary>
    public int ReadUpTo(Span<byte> target)
    {
        int got = 0;
        for (int read = ReadSome(target); read > 0; read = got < target.Length ? ReadSome(target[got..]) : 0) got += read;
        return got;
    }

    public void Skip(long bytes)
    {
        if (bytes > _upperBound) throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The header skips {bytes} bytes; the file can hold {_upperBound} at most."));
        if (!_compressed)
        {
            _stream.Position += bytes;
            _upperBound -= bytes;
            return;
        }

        byte[] buffer = new byte[(int)Math.Min(bytes, 81920)];
        for (long left = bytes; left > 0; left -= Math.Min(left, buffer.Length)) ReadExactly(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
    }

    /// <summary>Skips all but the last bytes of an uncompressed stream.</summary>
    public void SkipToLast(long bytes)
    {
        if (bytes > _upperBound) throw Truncated(string.Create(CultureInfo.InvariantCulture, $"The header promises {bytes} more bytes; the file can hold {_upperBound} at most."));
        Skip(_upperBound - bytes);
    }

    /// <summary>After the last voxel: lets a compressed stream check its own trailer. Further bytes are ignored.</summary>
    public void VerifyEnd()
    {
        if (_compressed) ReadSome(new byte[1]);
    }

    private int ReadSome(Span<byte> target)
    {
        try
        {
            return _stream.Read(target);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException { Source: "System.IO.Compression" })
        {
            // An early end is no exception but a read of nothing; this is a wrong code or checksum, or (an exception the platform keeps to
            // itself, known by where it comes from) a stream that asks for a preset dictionary.
            throw new DataFormatException("The compressed data are damaged.", "Copy or export the file again.", inner: exception);
        }
    }

    private static long Remaining(Stream stream) => Math.Max(0, stream.Length - stream.Position);

    private static DataFormatException Truncated(string what) =>
        new(what, "The file is incomplete or its header is wrong; copy or export it again.", ProblemCodes.FileTruncated);

    private static DataFormatException LimitExceeded(long bytes, long limit) => new(
        string.Create(CultureInfo.InvariantCulture, $"The image needs {bytes} bytes; the limit is {limit}."),
        "Raise MaxDecodedBytes if the file is trusted.",
        ProblemCodes.SizeLimitExceeded);
}
