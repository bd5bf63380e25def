using System.Buffers.Binary;

namespace Thca.Pathology.Tests.Slides;

/// <summary>Changes a little-endian TIFF file in place, to make the files that scanners and accidents make.</summary>
internal static class TiffPatch
{
    private const int EntrySize = 12;

    /// <summary>Sets the first value of a tag in every main directory.</summary>
    public static void Set(string path, int tag, ushort value) => EachDirectory(path, (bytes, at, count) =>
    {
        for (int i = 0; i < count; i++)
        {
            Span<byte> entry = bytes.AsSpan(at + 2 + EntrySize * i);
            if (BinaryPrimitives.ReadUInt16LittleEndian(entry) == tag) BinaryPrimitives.WriteUInt16LittleEndian(entry[8..], value);
        }
    });

    /// <summary>Removes tags from every main directory.</summary>
    public static void Remove(string path, params ushort[] tags) => EachDirectory(path, (bytes, at, count) =>
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            Span<byte> entry = bytes.AsSpan(at + 2 + EntrySize * i, EntrySize);
            if (!tags.Contains(BinaryPrimitives.ReadUInt16LittleEndian(entry))) entry.CopyTo(bytes.AsSpan(at + 2 + EntrySize * kept++));
        }

        Assert.Equal(count - tags.Length, kept);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)kept);
        bytes.AsSpan(at + 2 + EntrySize * count, 4).CopyTo(bytes.AsSpan(at + 2 + EntrySize * kept));
    });

    private static void EachDirectory(string path, Action<byte[], int, int> change)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal((byte)'I', bytes[0]);
        Assert.Equal(42, bytes[2]);
        for (uint at = U32(bytes, 4); at != 0;)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)at));
            uint next = U32(bytes, (int)at + 2 + EntrySize * count);
            change(bytes, (int)at, count);
            at = next;
        }

        File.WriteAllBytes(path, bytes);
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
