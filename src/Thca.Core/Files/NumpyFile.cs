using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Files;

/// <summary>
/// A NumPy array in a file (<c>.npy</c>, versions 1 to 3, C order, little endian; Boolean, integers of 8 to 64 bits, floating point of 32 and 64 bits), read piece
/// by piece as doubles, so that arrays larger than memory can be used. Not safe for several threads.
/// </summary>
public sealed class NumpyFile : IDisposable
{
    private const int LongestHeader = 1 << 16;

    private readonly FileStream _stream;
    private readonly string _type;
    private readonly long _start;

    private NumpyFile(FileStream stream, string type, IReadOnlyList<int> shape, long start) => (_stream, _type, Shape, _start) = (stream, type, shape, start);

    /// <summary>Extents, slowest first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Opens a file and checks that it is as long as its header says.</summary>
    /// <exception cref="DataFormatException">It is no array, damaged, in Fortran order or of an unsupported type.</exception>
    public static NumpyFile Open(string path)
    {
        FileStream stream = File.OpenRead(path);
        try
        {
            var start = new byte[12];
            if (stream.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12 || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8)) throw Bad(path, "is no .npy file");
            int begin = start[6] == 1 ? 10 : 12;
            long length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
            if (length > LongestHeader) throw Bad(path, "has a header that is too long");
            var header = new byte[length];
            stream.Position = begin;
            if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Bad(path, "ends within its header");
            string text = Encoding.Latin1.GetString(header), type = Between(text, "'descr': '", '\'') ?? throw Bad(path, "has no simple type");
            if (!text.Contains("'fortran_order': False", StringComparison.Ordinal)) throw Bad(path, "is in Fortran order; save it with numpy.ascontiguousarray");
            int[] shape = [.. (Between(text, "'shape': (", ')') ?? throw Bad(path, "has no shape")).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw Bad(path, "has an unreadable shape"))];
            long needed = begin + length + shape.Aggregate(1L, (a, b) => checked(a * b)) * SizeOf(type, path);
            if (stream.Length != needed) throw Bad(path, string.Create(CultureInfo.InvariantCulture, $"has {stream.Length} bytes instead of {needed}"));
            return new NumpyFile(stream, type, shape, begin + length);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads consecutive elements as doubles.</summary>
    /// <param name="first">Index of the first in C order.</param>
    /// <param name="target">Filled with as many as it holds.</param>
    public void Read(long first, Span<double> target)
    {
        int size = SizeOf(_type, _stream.Name);
        var bytes = new byte[checked(target.Length * size)];
        _stream.Position = _start + first * size;
        _stream.ReadExactly(bytes);
        for (int i = 0; i < target.Length; i++) target[i] = Element(bytes.AsSpan(i * size, size));
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="DataFormatException">As for <see cref="Open"/>.</exception>
    public static (IReadOnlyList<int> Shape, double[] Values) ReadAll(string path)
    {
        using NumpyFile file = Open(path);
        var values = new double[file.Shape.Aggregate(1, (a, b) => checked(a * b))];
        file.Read(0, values);
        return (file.Shape, values);
    }

    /// <summary>Writes an array atomically, version 1.</summary>
    /// <typeparam name="T">byte, short, int, float or double.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="shape">Extents, slowest first.</param>
    /// <param name="values">As many values as the extents say.</param>
    /// <exception cref="ArgumentException">The extents say another number.</exception>
    public static void Write<T>(string path, IReadOnlyList<int> shape, ReadOnlyMemory<T> values)
        where T : unmanaged
    {
        if (shape.Aggregate(1L, (a, b) => a * b) != values.Length) throw new ArgumentException("The shape has another number of elements than there are values.", nameof(values));
        WriteParts<T>(path, shape, [values]);
    }

    /// <summary>Writes arrays one after the other as one array, atomically, version 1; each part is asked for when it is written.</summary>
    /// <typeparam name="T">byte, short, int, float or double.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="shape">Extents of the whole, slowest first.</param>
    /// <param name="parts">Together as many values as the extents say.</param>
    public static void WriteParts<T>(string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<T>> parts)
        where T : unmanaged
    {
        string sizes = string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '{TypeName<T>()}', 'fortran_order': False, 'shape': ({sizes}), }}";
        text = text.PadRight((10 + text.Length + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        AtomicFile.Write(path, stream =>
        {
            stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, (byte)(text.Length >> 8)]);
            stream.Write(Encoding.Latin1.GetBytes(text));
            // In pieces: one write of a large span is not possible.
            foreach (ReadOnlyMemory<T> part in parts)
            {
                for (int at = 0; at < part.Length; at += 1 << 20) stream.Write(MemoryMarshal.AsBytes(part.Span.Slice(at, Math.Min(1 << 20, part.Length - at))));
            }
        });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private double Element(ReadOnlySpan<byte> b) => _type switch
    {
        "|u1" or "|b1" => b[0],
        "|i1" => (sbyte)b[0],
        "<u2" => BinaryPrimitives.ReadUInt16LittleEndian(b),
        "<i2" => BinaryPrimitives.ReadInt16LittleEndian(b),
        "<u4" => BinaryPrimitives.ReadUInt32LittleEndian(b),
        "<i4" => BinaryPrimitives.ReadInt32LittleEndian(b),
        "<u8" => BinaryPrimitives.ReadUInt64LittleEndian(b),
        "<i8" => BinaryPrimitives.ReadInt64LittleEndian(b),
        "<f4" => BinaryPrimitives.ReadSingleLittleEndian(b),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(b),
    };

    private static int SizeOf(string type, string path) => type switch
    {
        "|u1" or "|b1" or "|i1" => 1,
        "<u2" or "<i2" => 2,
        "<u4" or "<i4" or "<f4" => 4,
        "<u8" or "<i8" or "<f8" => 8,
        _ => throw Bad(path, $"has the type {type}, which is not read"),
    };

    private static string TypeName<T>() =>
        typeof(T) == typeof(byte) ? "|u1" : typeof(T) == typeof(short) ? "<i2" : typeof(T) == typeof(int) ? "<i4" : typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(double) ? "<f8" : throw new NotSupportedException(typeof(T).Name);

    private static string? Between(string text, string start, char end)
    {
        int at = text.IndexOf(start, StringComparison.Ordinal);
        int stop = at < 0 ? -1 : text.IndexOf(end, at + start.Length);
        return stop < 0 ? null : text[(at + start.Length)..stop];
    }

    private static DataFormatException Bad(string path, string what) =>
        new($"{Path.GetFileName(path)} {what}.", "Save the array with numpy.save in C order.", ProblemCodes.FormatInvalid);
}
