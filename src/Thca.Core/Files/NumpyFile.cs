using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Thca.Core.Errors;

namespace Thca.Core.Files;

/// <summary>
/// A NumPy array in a file (<c>.npy</c>, versions 1 to 3, C order, little endian; Boolean, integers of 8 to 64 bits, floating point of 32 and 64 bits), read piece
/// by piece as doubles, so that arrays larger than memory can be used. Not safe for several threads.
/// </summary>
public sealed class NumpyFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly NumpyHeader _header;

    private NumpyFile(FileStream stream, NumpyHeader header) => (_stream, _header) = (stream, header);

    /// <summary>Extents, slowest first.</summary>
    public IReadOnlyList<int> Shape => _header.Shape;

    /// <summary>Opens a file and checks that it is as long as its header says.</summary>
    /// <exception cref="DataFormatException">It is no array, damaged, in Fortran order or of an unsupported type.</exception>
    public static NumpyFile Open(string path)
    {
        FileStream stream = File.OpenRead(path);
        try
        {
            return new NumpyFile(stream, NumpyHeader.Read(stream, "Save the array with numpy.save in C order."));
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
        int size = _header.ElementSize;
        var bytes = new byte[checked(target.Length * size)];
        _stream.Position = _header.Offset + first * size;
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
        where T : unmanaged => AtomicFile.Write(path, stream => WriteParts(stream, shape, parts));

    /// <summary>Writes arrays one after the other as one array into a stream, version 1; each part is asked for when it is written.</summary>
    /// <typeparam name="T">byte, short, int, float or double.</typeparam>
    /// <param name="stream">Where to write.</param>
    /// <param name="shape">Extents of the whole, slowest first.</param>
    /// <param name="parts">Together as many values as the extents say.</param>
    public static void WriteParts<T>(Stream stream, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<T>> parts)
        where T : unmanaged
    {
        string sizes = string.Join(", ", shape.Select(s => s.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? "," : "");
        string text = $"{{'descr': '{NumpyHeader.TypeOf<T>()}', 'fortran_order': False, 'shape': ({sizes}), }}";
        text = text.PadRight((10 + text.Length + 1 + 63) / 64 * 64 - 10 - 1) + "\n";
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, (byte)(text.Length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(text));
        // In pieces: one write of a large span is not possible.
        foreach (ReadOnlyMemory<T> part in parts)
        {
            for (int at = 0; at < part.Length; at += 1 << 20) stream.Write(MemoryMarshal.AsBytes(part.Span.Slice(at, Math.Min(1 << 20, part.Length - at))));
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private double Element(ReadOnlySpan<byte> b) => _header.Type switch
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
}
