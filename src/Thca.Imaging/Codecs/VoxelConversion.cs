using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Core.Volumes;

namespace Thca.Imaging.Codecs;

/// <summary>Conversion of spans of voxel values between scalar types and byte orders.</summary>
internal static class VoxelConversion
{
    /// <summary>Converts value by value; floating-point targets round, integer targets must hold the value exactly.</summary>
    public static void Convert<TSource, T>(ReadOnlySpan<TSource> source, Span<T> target)
        where TSource : unmanaged, INumber<TSource>
        where T : unmanaged
    {
        switch (ComponentTypes.Of<T>())
        {
            case ComponentType.Int8: Exact(source, MemoryMarshal.Cast<T, sbyte>(target)); break;
            case ComponentType.UInt8: Exact(source, MemoryMarshal.Cast<T, byte>(target)); break;
            case ComponentType.Int16: Exact(source, MemoryMarshal.Cast<T, short>(target)); break;
            case ComponentType.UInt16: Exact(source, MemoryMarshal.Cast<T, ushort>(target)); break;
            case ComponentType.Int32: Exact(source, MemoryMarshal.Cast<T, int>(target)); break;
            case ComponentType.UInt32: Exact(source, MemoryMarshal.Cast<T, uint>(target)); break;
            case ComponentType.Int64: Exact(source, MemoryMarshal.Cast<T, long>(target)); break;
            case ComponentType.UInt64: Exact(source, MemoryMarshal.Cast<T, ulong>(target)); break;
            case ComponentType.Float32: Rounded(source, MemoryMarshal.Cast<T, float>(target)); break;
            default: Rounded(source, MemoryMarshal.Cast<T, double>(target)); break;
        }
    }

    /// <summary>Reverses the bytes of every value.</summary>
    public static void Reverse(Span<byte> bytes, int valueSize)
    {
        switch (valueSize)
        {
            case 2:
                Span<ushort> two = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                Span<uint> four = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                Span<ulong> eight = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }

    private static void Rounded<TSource, T>(ReadOnlySpan<TSource> source, Span<T> target)
        where TSource : unmanaged, INumber<TSource>
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < source.Length; i++) target[i] = T.CreateTruncating(source[i]);
    }

    private static void Exact<TSource, T>(ReadOnlySpan<TSource> source, Span<T> target)
        where TSource : unmanaged, INumber<TSource>
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        try
        {
            for (; i < source.Length; i++)
            {
                target[i] = T.CreateChecked(source[i]);
                if (TSource.CreateTruncating(target[i]) != source[i]) throw new OverflowException();
            }
        }
        catch (OverflowException exception)
        {
            throw new DataFormatException(
                string.Create(CultureInfo.InvariantCulture, $"A voxel has the value {source[i]}, which {ComponentTypes.Of<T>()} cannot hold."),
                "Read the file with a wider type, or check that it is the right file.",
                inner: exception);
        }
    }
}
