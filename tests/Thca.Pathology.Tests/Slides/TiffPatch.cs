using System.Buffers.Binary;

namespace Thca.Pathology.Tests.Slides;

/// <summary>Changes one value of a little-endian TIFF file in place, to make the files that scanners and accidents make.</summary>
internal static class TiffPatch
{
    /// <summary>Sets the first value of a tag in every main directory.</summary>
    public static void Set(string path, int tag, ushort value)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal((byte)'I', bytes[0]);
        Assert.Equal(42, bytes[2]);
        for (uint at = U32(bytes, 4); at != 0;)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan((int)at));
            for (int i = 0; i < count; i++)
            {
                int entry = (int)at + 2 + 12 * i;
                if (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(entry)) == tag) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(entry + 8), value);
            }

            at = U32(bytes, (int)at + 2 + 12 * count);
        }

        File.WriteAllBytes(path, bytes);
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
