using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Diagnostics;

/// <summary>SHA-1 of pixel buffers as PyRadiomics prints it: little endian, in the type of the file.</summary>
internal static class PixelHash
{
    private const int Chunk = 1 << 14;

    /// <summary>Hash of an image in its stored type.</summary>
    public static string OfImage<T>(Volume<T> image)
        where T : unmanaged, INumber<T> => image.StoredType switch
    {
        ComponentType.Int8 => Hash<T, sbyte>(image.Voxels),
        ComponentType.UInt8 => Hash<T, byte>(image.Voxels),
        ComponentType.Int16 => Hash<T, short>(image.Voxels),
        ComponentType.UInt16 => Hash<T, ushort>(image.Voxels),
        ComponentType.Int32 => Hash<T, int>(image.Voxels),
        ComponentType.UInt32 => Hash<T, uint>(image.Voxels),
        ComponentType.Int64 => Hash<T, long>(image.Voxels),
        ComponentType.UInt64 => Hash<T, ulong>(image.Voxels),
        ComponentType.Float32 => Hash<T, float>(image.Voxels),
        _ => Hash<T, double>(image.Voxels),
    };

    /// <summary>Hash of a mask as unsigned 32-bit integers.</summary>
    public static string OfMask(ReadOnlySpan<byte> voxels) => Hash<byte, uint>(voxels);

    private static string Hash<TFrom, TTo>(ReadOnlySpan<TFrom> values)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        // SHA-1 identifies the buffer as the reference does; nothing depends on it being collision-free.
#pragma warning disable CA5350
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        var buffer = new TTo[Math.Min(Chunk, values.Length)];
        for (int start = 0; start < values.Length; start += buffer.Length)
        {
            ReadOnlySpan<TFrom> part = values.Slice(start, Math.Min(buffer.Length, values.Length - start));
            if (typeof(TFrom) == typeof(TTo))
            {
                hash.AppendData(MemoryMarshal.AsBytes(part));
                continue;
            }

            for (int i = 0; i < part.Length; i++) buffer[i] = TTo.CreateTruncating(part[i]);
            hash.AppendData(MemoryMarshal.AsBytes<TTo>(buffer.AsSpan(0, part.Length)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
