using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Core.Files;

/// <summary>What a NumPy file (<c>.npy</c>, versions 1 to 3, C order, little endian) says of its array.</summary>
/// <param name="Type">Element type as NumPy writes it, such as <c>&lt;f4</c>.</param>
/// <param name="Shape">Extents, slowest first.</param>
/// <param name="Offset">Byte at which the elements begin.</param>
public sealed record NumpyHeader(string Type, IReadOnlyList<int> Shape, long Offset)
{
    private const int Longest = 1 << 16;

    /// <summary>Bytes of one element.</summary>
    public int ElementSize => SizeOf(Type) ?? throw new NotSupportedException(Type);

    /// <summary>NumPy's name of an element type.</summary>
    /// <typeparam name="T">byte, short, int, float or double.</typeparam>
    /// <exception cref="NotSupportedException">Another type.</exception>
    public static string TypeOf<T>() =>
        typeof(T) == typeof(byte) ? "|u1" : typeof(T) == typeof(short) ? "<i2" : typeof(T) == typeof(int) ? "<i4" : typeof(T) == typeof(float) ? "<f4" : typeof(T) == typeof(double) ? "<f8" : throw new NotSupportedException(typeof(T).Name);

    /// <summary>Reads the header and checks that the file is as long as it says.</summary>
    /// <param name="file">The file, read from its beginning.</param>
    /// <param name="remedy">What to do when the file cannot be used.</param>
    /// <exception cref="DataFormatException">It is no array, damaged, in Fortran order or of an unsupported type.</exception>
    public static NumpyHeader Read(FileStream file, string remedy)
    {
        var start = new byte[12];
        file.Position = 0;
        if (file.ReadAtLeast(start, 12, throwOnEndOfStream: false) < 12 || start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8)) throw Bad("is no .npy file");
        int begin = start[6] == 1 ? 10 : 12;
        long length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8));
        if (length > Longest) throw Bad("has a header that is too long");
        var header = new byte[length];
        file.Position = begin;
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw Bad("ends within its header");
        string text = Encoding.Latin1.GetString(header), type = Between(text, "'descr': '", '\'') ?? throw Bad("has no simple type");
        if (!text.Contains("'fortran_order': False", StringComparison.Ordinal)) throw Bad("is in Fortran order; save it with numpy.ascontiguousarray");
        int[] shape = [.. (Between(text, "'shape': (", ')') ?? throw Bad("has no shape")).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => int.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : throw Bad("has an unreadable shape"))];
        int size = SizeOf(type) ?? throw Bad($"has the type {type}, which is not read");
        Int128 needed = shape.Aggregate((Int128)size, (a, b) => b == 0 ? 0 : a > long.MaxValue ? a : a * b) + begin + length;
        if (file.Length != needed) throw Bad(string.Create(CultureInfo.InvariantCulture, $"has {file.Length} bytes instead of {needed}"));
        return new NumpyHeader(type, shape, begin + length);

        DataFormatException Bad(string what) => new($"{Path.GetFileName(file.Name)} {what}.", remedy, ProblemCodes.FormatInvalid);
    }

    private static int? SizeOf(string type) => type switch
    {
        "|u1" or "|b1" or "|i1" => 1,
        "<u2" or "<i2" => 2,
        "<u4" or "<i4" or "<f4" => 4,
        "<u8" or "<i8" or "<f8" => 8,
        _ => null,
    };

    private static string? Between(string text, string start, char end)
    {
        int at = text.IndexOf(start, StringComparison.Ordinal);
        int stop = at < 0 ? -1 : text.IndexOf(end, at + start.Length);
        return stop < 0 ? null : text[(at + start.Length)..stop];
    }
}
