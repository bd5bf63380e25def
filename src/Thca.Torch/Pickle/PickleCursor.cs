using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Thca.Torch.Pickle;

/// <summary>Reads the bytes of a pickle with bounds checks.</summary>
internal ref struct PickleCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double DoubleBigEndian() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
            throw PickleConstructors.Refuse(string.Create(CultureInfo.InvariantCulture, $"the pickle ends at byte {_bytes.Length}, {count} more were expected at {Position}"));
        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public string Text(ulong count)
    {
        ReadOnlySpan<byte> utf8 = Take(count);
        return Encoding.UTF8.GetString(utf8);
    }

    public string Line()
    {
        int length = _bytes[Position..].IndexOf((byte)'\n');
        if (length < 0) throw PickleConstructors.Refuse("a name in the pickle does not end");
        string line = Text((ulong)length);
        Position++;
        return line;
    }

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
}
