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

    /// <summary>Values of any voxel type as doubles.</summary>
    public static void ToDouble<T>(ReadOnlySpan<T> source, Span<double> target)
        where T : unmanaged
    {
        switch (ComponentTypes.Of<T>())
        {
            case ComponentType.Int8: Rounded(MemoryMarshal.Cast<T, sbyte>(source), target); break;
            case ComponentType.UInt8: Rounded(MemoryMarshal.Cast<T, byte>(source), target); break;
            case ComponentType.Int16: Rounded(MemoryMarshal.Cast<T, short>(source), target); break;
            case ComponentType.UInt16: Rounded(MemoryMarshal.Cast<T, ushort>(source), target); break;
            case ComponentType.Int32: Rounded(MemoryMarshal.Cast<T, int>(source), target); break;
            case ComponentType.UInt32: Rounded(MemoryMarshal.Cast<T, uint>(source), target); break;
            case ComponentType.Int64: Rounded(MemoryMarshal.Cast<T, long>(source), target); break;
            case ComponentType.UInt64: Rounded(MemoryMarshal.Cast<T, ulong>(source), target); break;
            case ComponentType.Float32: Rounded(MemoryMarshal.Cast<T, float>(source), target); break;
            default: MemoryMarshal.Cast<T, double>(source).CopyTo(target); break;
        }
    }

    /// <summary>Doubles as values of any voxel type: integers are cut towards zero and kept in range.</summary>
    public static void FromDouble<T>(ReadOnlySpan<double> source, Span<T> target)
        where T : unmanaged
    {
        switch (ComponentTypes.Of<T>())
        {
            case ComponentType.Int8: Saturating(source, MemoryMarshal.Cast<T, sbyte>(target)); break;
            case ComponentType.UInt8: Saturating(source, MemoryMarshal.Cast<T, byte>(target)); break;
            case ComponentType.Int16: Saturating(source, MemoryMarshal.Cast<T, short>(target)); break;
            case ComponentType.UInt16: Saturating(source, MemoryMarshal.Cast<T, ushort>(target)); break;
            case ComponentType.Int32: Saturating(source, MemoryMarshal.Cast<T, int>(target)); break;
            case ComponentType.UInt32: Saturating(source, MemoryMarshal.Cast<T, uint>(target)); break;
            case ComponentType.Int64: Saturating(source, MemoryMarshal.Cast<T, long>(target)); break;
            case ComponentType.UInt64: Saturating(source, MemoryMarshal.Cast<T, ulong>(target)); break;
            case ComponentType.Float32: Rounded(source, MemoryMarshal.Cast<T, float>(target)); break;
            default: source.CopyTo(MemoryMarshal.Cast<T, double>(target)); break;
        }
    }

    /// <summary>Cuts doubles towards zero and keeps them in the range of an integer type.</summary>
    public static void Truncate(Span<double> values, ComponentType type)
    {
        (double Least, double Most) range = type switch
        {
            ComponentType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ComponentType.UInt8 => (byte.MinValue, byte.MaxValue),
            ComponentType.Int16 => (short.MinValue, short.MaxValue),
            ComponentType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            ComponentType.Int32 => (int.MinValue, int.MaxValue),
            ComponentType.UInt32 => (uint.MinValue, uint.MaxValue),
            ComponentType.Int64 => (long.MinValue, (double)long.MaxValue),
            _ => (ulong.MinValue, (double)ulong.MaxValue),
        };
        for (int i = 0; i < values.Length; i++) values[i] = Math.Clamp(Math.Truncate(values[i]), range.Least, range.Most);
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

    private static void Saturating<T>(ReadOnlySpan<double> source, Span<T> target)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < source.Length; i++) target[i] = T.CreateSaturating(source[i]);
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
