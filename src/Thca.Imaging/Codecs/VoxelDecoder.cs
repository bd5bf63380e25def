using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Thca.Core.Errors;
using Thca.Core.Volumes;

namespace Thca.Imaging.Codecs;

/// <summary>Decodes the voxels of a payload into an array.</summary>
internal static class VoxelDecoder
{
    private const int BufferBytes = 1 << 18;

    /// <summary>Reads one volume. Size limits are checked before anything is allocated.</summary>
    public static Volume<T> ReadVolume<T>(PayloadStream payload, VoxelLayout layout, VolumeReadOptions options)
        where T : unmanaged => new(layout.Geometry, ReadVoxels<T>(payload, layout, options), layout.StoredType);

    /// <summary>Reads one volume of labels; a value that is no whole number is refused.</summary>
    public static LabelMap ReadLabels(PayloadStream payload, VoxelLayout layout, VolumeReadOptions options) =>
        new(layout.Geometry, ReadVoxels<int>(payload, layout, options));

    private static T[] ReadVoxels<T>(PayloadStream payload, VoxelLayout layout, VolumeReadOptions options)
        where T : unmanaged
    {
        payload.EnsureHolds(layout.ByteCount, options.MaxDecodedBytes);
        var voxels = new T[layout.Geometry.Size.Count];
        switch (layout.FileType)
        {
            case ComponentType.Int8: Read<sbyte, T>(payload, layout, voxels); break;
            case ComponentType.UInt8: Read<byte, T>(payload, layout, voxels); break;
            case ComponentType.Int16: Read<short, T>(payload, layout, voxels); break;
            case ComponentType.UInt16: Read<ushort, T>(payload, layout, voxels); break;
            case ComponentType.Int32: Read<int, T>(payload, layout, voxels); break;
            case ComponentType.UInt32: Read<uint, T>(payload, layout, voxels); break;
            case ComponentType.Int64: Read<long, T>(payload, layout, voxels); break;
            case ComponentType.UInt64: Read<ulong, T>(payload, layout, voxels); break;
            case ComponentType.Float32: Read<float, T>(payload, layout, voxels); break;
            default: Read<double, T>(payload, layout, voxels); break;
        }

        payload.VerifyEnd();
        return voxels;
    }

    private static void Read<TFile, T>(PayloadStream payload, VoxelLayout layout, Span<T> voxels)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged
    {
        int size = layout.FileType.Size();
        bool reverse = layout.BigEndian == BitConverter.IsLittleEndian;
        if (typeof(TFile) == typeof(T) && !layout.IsScaled)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(voxels);
            payload.ReadExactly(bytes);
            if (reverse) VoxelConversion.Reverse(bytes, size);
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        double[] scaled = layout.IsScaled ? ArrayPool<double>.Shared.Rent(BufferBytes / size) : [];
        try
        {
            for (int done = 0; done < voxels.Length;)
            {
                int count = Math.Min(voxels.Length - done, BufferBytes / size);
                Span<byte> bytes = buffer.AsSpan(0, count * size);
                payload.ReadExactly(bytes);
                if (reverse) VoxelConversion.Reverse(bytes, size);
                ReadOnlySpan<TFile> values = MemoryMarshal.Cast<byte, TFile>(bytes);
                Span<T> target = voxels.Slice(done, count);
                if (layout.IsScaled) ConvertScaled(values, target, layout, scaled.AsSpan(0, count));
                else VoxelConversion.Convert(values, target);
                done += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (scaled.Length > 0) ArrayPool<double>.Shared.Return(scaled);
        }
    }

    private static void ConvertScaled<TFile, T>(ReadOnlySpan<TFile> values, Span<T> target, VoxelLayout layout, Span<double> scaled)
        where TFile : unmanaged, INumber<TFile>
        where T : unmanaged
    {
        VoxelConversion.Convert(values, scaled);
        bool single = layout.StoredType == ComponentType.Float32;
        for (int i = 0; i < scaled.Length; i++)
        {
            double value = scaled[i] * layout.Slope + layout.Intercept;
            scaled[i] = single ? (float)value : value;
        }

        VoxelConversion.Convert<double, T>(scaled, target);
    }
}
