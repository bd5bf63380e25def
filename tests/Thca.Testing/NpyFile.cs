using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Thca.Testing;

/// <summary>Reads NumPy <c>.npy</c> arrays (version 1 to 3, C order, little endian) as doubles.</summary>
public static partial class NpyFile
{
    /// <summary>Reads an array.</summary>
    /// <returns>Its shape and its values, last axis fastest.</returns>
    public static (int[] Shape, double[] Values) Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int headerAt = bytes[6] == 1 ? 10 : 12;
        int headerLength = bytes[6] == 1 ? BitConverter.ToUInt16(bytes, 8) : BitConverter.ToInt32(bytes, 8);
        string header = Encoding.Latin1.GetString(bytes, headerAt, headerLength);
        string type = TypePattern().Match(header).Groups[1].Value;
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal)) throw new NotSupportedException("Fortran order");
        int[] shape = [.. ShapePattern().Match(header).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        return (shape, Convert(bytes.AsSpan(headerAt + headerLength), type));
    }

    private static double[] Convert(ReadOnlySpan<byte> data, string type) => type switch
    {
        "<f8" => MemoryMarshal.Cast<byte, double>(data).ToArray(),
        "<f4" => Each(MemoryMarshal.Cast<byte, float>(data), v => v),
        "<i8" => Each(MemoryMarshal.Cast<byte, long>(data), v => v),
        "<i4" => Each(MemoryMarshal.Cast<byte, int>(data), v => v),
        "<i2" => Each(MemoryMarshal.Cast<byte, short>(data), v => v),
        "<u2" => Each(MemoryMarshal.Cast<byte, ushort>(data), v => v),
        "<u4" => Each(MemoryMarshal.Cast<byte, uint>(data), v => v),
        "|u1" or "|b1" => Each(data, v => v),
        "|i1" => Each(MemoryMarshal.Cast<byte, sbyte>(data), v => v),
        _ => throw new NotSupportedException(type),
    };

    private static double[] Each<T>(ReadOnlySpan<T> data, Func<T, double> convert)
    {
        var result = new double[data.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(data[i]);
        return result;
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}
