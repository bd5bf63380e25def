using System.Buffers.Binary;

namespace Thca.Imaging.Nifti;

/// <summary>Numbers of a header in its byte order.</summary>
internal sealed class NiftiFields(ReadOnlySpan<byte> header, bool bigEndian)
{
    private readonly byte[] _bytes = header.ToArray();

    public short Int16(int at) => bigEndian ? BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(at)) : BinaryPrimitives.ReadInt16LittleEndian(_bytes.AsSpan(at));

    public int Int32(int at) => bigEndian ? BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(at)) : BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));

    public long Int64(int at) => bigEndian ? BinaryPrimitives.ReadInt64BigEndian(_bytes.AsSpan(at)) : BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(at));

    public float Single(int at) => BitConverter.Int32BitsToSingle(Int32(at));

    public double Double(int at) => BitConverter.Int64BitsToDouble(Int64(at));

    /// <summary>Consecutive fields of one size.</summary>
    public static T[] Many<T>(int at, int count, int size, Func<int, T> read)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++) values[i] = read(at + i * size);
        return values;
    }
}
