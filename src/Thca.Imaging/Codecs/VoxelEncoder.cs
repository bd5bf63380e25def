using System.Runtime.InteropServices;
using Thca.Core.Volumes;

namespace Thca.Imaging.Codecs;

/// <summary>Writes voxels in little-endian order.</summary>
internal static class VoxelEncoder
{
    private const int BufferBytes = 1 << 18;

    public static void Write<T>(Volume<T> volume, Stream stream)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes((ReadOnlySpan<T>)volume.Voxels);
        if (BitConverter.IsLittleEndian)
        {
            for (int done = 0; done < bytes.Length; done += BufferBytes) stream.Write(bytes.Slice(done, Math.Min(BufferBytes, bytes.Length - done)));
            return;
        }

        int size = ComponentTypes.Of<T>().Size();
        byte[] buffer = new byte[BufferBytes];
        for (int done = 0; done < bytes.Length; done += BufferBytes)
        {
            Span<byte> part = buffer.AsSpan(0, Math.Min(BufferBytes, bytes.Length - done));
            bytes.Slice(done, part.Length).CopyTo(part);
            VoxelConversion.Reverse(part, size);
            stream.Write(part);
        }
    }
}
