using System.Buffers.Binary;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>Uncompressed NumPy arrays (<c>.npy</c> version 1, little endian, C order) that are read in place.</summary>
internal sealed class NpyArray<T> : IDisposable
    where T : unmanaged
{
    private const int HeaderStart = 10;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _offset;

    private NpyArray(MemoryMappedFile file, MemoryMappedViewAccessor view, int[] shape, long offset) => (_file, _view, Shape, _offset) = (file, view, shape, offset);

    public int[] Shape { get; }

    private static string TypeName => typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(short) ? "<i2" : typeof(T) == typeof(int) ? "<i4" : throw new NotSupportedException(typeof(T).Name);

    public static NpyArray<T> Open(string path)
    {
        (int[] shape, long offset) = ReadHeader(path);
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        return new NpyArray<T>(file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read), shape, offset);
    }

    /// <summary>Copies consecutive elements.</summary>
    public void Read(long first, Span<T> target) => _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(_offset + first * Marshal.SizeOf<T>()), target);

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static (int[] Shape, long Offset) ReadHeader(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var start = new byte[HeaderStart];
        if (stream.ReadAtLeast(start, HeaderStart, throwOnEndOfStream: false) < HeaderStart || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8) || start[6] != 1)
            throw Damaged(path, "no .npy array of version 1");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length) throw Damaged(path, "cut short");
        string text = Encoding.ASCII.GetString(bytes);
        int open = text.IndexOf("'shape': (", StringComparison.Ordinal), close = open < 0 ? -1 : text.IndexOf(')', open);
        if (close < 0 || !text.Contains($"'{TypeName}'", StringComparison.Ordinal) || !text.Contains("'fortran_order': False", StringComparison.Ordinal)) throw Damaged(path, $"no array of type {TypeName} in C order");
        int[] shape = [.. text[(open + 10)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw Damaged(path, "of unreadable shape"))];
        long elements = shape.Aggregate(1L, (a, b) => checked(a * b)), needed = HeaderStart + length + elements * Marshal.SizeOf<T>();
        return stream.Length == needed ? (shape, HeaderStart + length) : throw Damaged(path, string.Create(CultureInfo.InvariantCulture, $"{stream.Length} bytes long instead of {needed}"));
    }

    private static DataFormatException Damaged(string path, string what) =>
        new($"'{Path.GetFileName(path)}' is {what}.", "Preprocess the case again.", ProblemCodes.FormatInvalid);
}
