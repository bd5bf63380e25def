using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Thca.Torch.Weights;

/// <summary>One stored tensor: type, shape and contiguous little-endian bytes, last axis fastest. Needs no native library.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Extents; empty for a scalar.</param>
/// <param name="Data">The bytes; exactly the product of the extents times the element size.</param>
public sealed record WeightTensor(WeightType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Number of elements.</summary>
    public long Count => ElementCount(Shape);

    /// <summary>A tensor of single-precision values.</summary>
    public static WeightTensor FromSingle(IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        if (ElementCount(shape) != values.Length)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The shape has {ElementCount(shape)} elements, got {values.Length}."), nameof(values));
        return new WeightTensor(WeightType.Float32, shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>The values as single precision; wider types are rounded.</summary>
    public float[] ToSingle()
    {
        var result = new float[Count];
        ReadOnlySpan<byte> bytes = Data.Span;
        int size = Type.ElementSize();
        for (int i = 0; i < result.Length; i++) result[i] = (float)Element(bytes.Slice(i * size, size));
        return result;
    }

    /// <summary>Product of extents.</summary>
    /// <exception cref="OverflowException">An extent is negative or the product overflows.</exception>
    internal static long ElementCount(IReadOnlyList<long> shape)
    {
        long count = 1;
        foreach (long extent in shape)
        {
            if (extent < 0) throw new OverflowException(string.Create(CultureInfo.InvariantCulture, $"Negative extent {extent}."));
            count = checked(count * extent);
        }

        return count;
    }

    private double Element(ReadOnlySpan<byte> bytes) => Type switch
    {
        WeightType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        WeightType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        WeightType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        WeightType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        WeightType.Bool or WeightType.UInt8 => bytes[0],
        WeightType.Int8 => (sbyte)bytes[0],
        WeightType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        WeightType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        WeightType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        WeightType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        WeightType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
    };
}
