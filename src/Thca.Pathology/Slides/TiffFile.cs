using System.Buffers.Binary;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Pathology.Slides;

/// <summary>
/// Reads the directories of a TIFF or BigTIFF file without decoding a pixel: enough to know pyramid, compression, resolution, and whether the file is
/// as long as it says. Hostile offsets and counts lead to an error, never to a large allocation or an endless loop.
/// </summary>
internal sealed class TiffFile
{
    private const int MostDirectories = 512;
    private const int MostEntries = 4096;
    private const long MostPieces = 50_000_000;
    private const int LongestText = 1 << 20;
    private readonly Stream _stream;
    private readonly bool _bigEndian;
    private readonly bool _big;
    private readonly string _name;

    private TiffFile(Stream stream, string name, bool bigEndian, bool big) => (_stream, _name, _bigEndian, _big) = (stream, name, bigEndian, big);

    /// <summary>The main directories in file order.</summary>
    public IReadOnlyList<TiffDirectory> Pages { get; private set; } = [];

    /// <summary>The directories below the first page, for pyramids of the OME kind.</summary>
    public IReadOnlyList<TiffDirectory> SubPages { get; private set; } = [];

    public static bool IsTiff(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && (head[..4].SequenceEqual("II*\0"u8) || head[..4].SequenceEqual("MM\0*"u8) || head[..4].SequenceEqual("II+\0"u8) || head[..4].SequenceEqual("MM\0+"u8));

    /// <summary>Reads the directories of a file.</summary>
    /// <exception cref="DataFormatException">The file is damaged or ends too early.</exception>
    public static TiffFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        string name = Path.GetFileName(path);
        Span<byte> head = stackalloc byte[16];
        int read = stream.ReadAtLeast(head, 16, throwOnEndOfStream: false);
        if (read < 8) throw Truncated(name, "its header");
        bool bigEndian = head[0] == 'M', big = head[bigEndian ? 3 : 2] == '+';
        if (big && read < 16) throw Truncated(name, "its header");
        var file = new TiffFile(stream, name, bigEndian, big);
        long first = big ? (long)file.UInt64(head[8..]) : file.UInt32(head[4..]);
        file.Pages = file.Chain(first);
        if (file.Pages.Count == 0) throw new DataFormatException($"{name} has no page.", "Export the slide again.");
        file.SubPages = [.. file.Pages[0].SubDirectories.Take(MostDirectories).Select(offset => file.Directory(offset).Directory)];
        return file;
    }

    /// <summary>Fails when a tile or strip of a page lies beyond the end of the file.</summary>
    /// <exception cref="DataFormatException">The file is truncated.</exception>
    public static void RequireComplete(TiffDirectory page, string path)
    {
        long length = new FileInfo(path).Length;
        foreach ((long offset, long bytes) in page.Pieces)
            if (offset < 0 || bytes < 0 || offset + bytes > length) throw Truncated(Path.GetFileName(path), FormattableString.Invariant($"image data at byte {offset + bytes}, but has {length} bytes"));
    }

    private List<TiffDirectory> Chain(long offset)
    {
        var pages = new List<TiffDirectory>();
        var visited = new HashSet<long>();
        while (offset != 0)
        {
            if (!visited.Add(offset) || pages.Count == MostDirectories) throw new DataFormatException($"The directories of {_name} form a loop or are more than {MostDirectories}.", "Export the slide again.");
            (TiffDirectory page, offset) = Directory(offset);
            pages.Add(page);
        }

        return pages;
    }

    private (TiffDirectory Directory, long Next) Directory(long offset)
    {
        int entrySize = _big ? 20 : 12, countSize = _big ? 8 : 2;
        byte[] head = Bytes(offset, countSize);
        long count = _big ? (long)UInt64(head) : UInt16(head);
        if (count is < 1 or > MostEntries) throw new DataFormatException($"A directory of {_name} has {count} entries; expected 1 to {MostEntries}.", "Export the slide again.");
        byte[] entries = Bytes(offset + countSize, (int)count * entrySize + (_big ? 8 : 4));
        var directory = new TiffDirectory();
        long[] offsets = [], counts = [];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.AsSpan(i * entrySize, entrySize);
            int tag = UInt16(entry);
            directory = tag switch
            {
                256 => directory with { Width = One(entry) },
                257 => directory with { Height = One(entry) },
                258 => directory with { BitsPerSample = (int)One(entry) },
                259 => directory with { Compression = (int)One(entry) },
                270 => directory with { Description = Text(entry) },
                271 => directory with { Make = Text(entry) },
                277 => directory with { SamplesPerPixel = (int)One(entry) },
                282 => directory with { XResolution = Rational(entry) },
                283 => directory with { YResolution = Rational(entry) },
                296 => directory with { ResolutionUnit = (int)One(entry) },
                322 => directory with { IsTiled = true },
                330 => directory with { SubDirectories = Numbers(entry) },
                339 => directory with { SampleFormat = (int)One(entry) },
                65420 => directory with { IsNdpi = true },
                _ => directory,
            };
            if (tag is 273 or 324) offsets = Numbers(entry);
            if (tag is 279 or 325) counts = Numbers(entry);
        }

        ReadOnlySpan<byte> tail = entries.AsSpan((int)count * entrySize);
        (long, long)[] pieces = [.. offsets.Zip(counts)];
        return (directory with { Pieces = pieces }, _big ? (long)UInt64(tail) : UInt32(tail));
    }

    private long One(ReadOnlySpan<byte> entry) => Numbers(entry, 1) is { Length: > 0 } values ? values[0] : 0;

    private long[] Numbers(ReadOnlySpan<byte> entry, long most = MostPieces)
    {
        int size = Size(UInt16(entry[2..]));
        if (size == 0) return [];
        byte[] data = Data(entry, size, most);
        var result = new long[data.Length / size];
        for (int i = 0; i < result.Length; i++)
        {
            ReadOnlySpan<byte> at = data.AsSpan(i * size);
            result[i] = size switch { 1 => at[0], 2 => UInt16(at), 4 => UInt32(at), _ => (long)UInt64(at) };
        }

        return result;
    }

    private double Rational(ReadOnlySpan<byte> entry)
    {
        if (UInt16(entry[2..]) != 5) return double.NaN;
        byte[] data = Data(entry, 8, 1);
        return data.Length < 8 ? double.NaN : (double)UInt32(data) / UInt32(data.AsSpan(4));
    }

    private string Text(ReadOnlySpan<byte> entry) => UInt16(entry[2..]) == 2 ? Encoding.UTF8.GetString(Data(entry, 1, LongestText)).TrimEnd('\0') : "";

    /// <summary>The bytes of an entry, in place or wherever it points to.</summary>
    private byte[] Data(ReadOnlySpan<byte> entry, int size, long most)
    {
        long count = _big ? (long)UInt64(entry[4..]) : UInt32(entry[4..]);
        ReadOnlySpan<byte> value = entry[(_big ? 12 : 8)..];
        if (count < 0 || count > MostPieces) throw new DataFormatException($"A tag of {_name} claims {count} values.", "Export the slide again.");
        int bytes = checked((int)(Math.Min(count, most) * size));
        return count * size <= value.Length ? value[..bytes].ToArray() : Bytes(_big ? (long)UInt64(value) : UInt32(value), bytes);
    }

    private byte[] Bytes(long offset, int count)
    {
        if (offset < 8 || offset > _stream.Length - count) throw Truncated(_name, FormattableString.Invariant($"data at byte {offset}, but has {_stream.Length} bytes"));
        var result = new byte[count];
        _stream.Position = offset;
        _stream.ReadExactly(result);
        return result;
    }

    private ushort UInt16(ReadOnlySpan<byte> at) => _bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    private uint UInt32(ReadOnlySpan<byte> at) => _bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private ulong UInt64(ReadOnlySpan<byte> at) => _bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at);

    /// <summary>Bytes of a whole-number type; 0 for any other.</summary>
    private static int Size(int type) => type switch { 1 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 or 13 => 4, 16 or 17 or 18 => 8, _ => 0 };

    private static DataFormatException Truncated(string name, string what) =>
        new($"{name} ends too early: it should hold {what}.", "Copy or export the slide again.", ProblemCodes.FileTruncated);
}
