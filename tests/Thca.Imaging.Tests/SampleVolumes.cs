using System.Buffers.Binary;
using System.IO.Compression;
using CsCheck;
using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Imaging.Tests;

/// <summary>Volumes and streams that several tests need.</summary>
internal static class SampleVolumes
{
    /// <summary>A right-handed oblique orientation (a rotation about two axes).</summary>
    public static DirectionCosines Oblique { get; } = Rotation(0.4, -0.7, 1.1);

    /// <summary>The same grid mirrored along z: left-handed.</summary>
    public static DirectionCosines LeftHanded { get; } = new(
        Oblique.M00, Oblique.M01, -Oblique.M02, Oblique.M10, Oblique.M11, -Oblique.M12, Oblique.M20, Oblique.M21, -Oblique.M22);

    public static Gen<DirectionCosines> Directions { get; } = Gen.Select(Gen.Double[-3.1, 3.1], Gen.Double[-3.1, 3.1], Gen.Double[-3.1, 3.1], Gen.Bool).Select((a, b, c, flip) =>
    {
        DirectionCosines d = Rotation(a, b, c);
        return flip ? new DirectionCosines(-d.M00, d.M01, d.M02, -d.M10, d.M11, d.M12, -d.M20, d.M21, d.M22) : d;
    });

    public static Gen<ImageGeometry> Geometries { get; } = Gen.Select(
        Gen.Select(Gen.Int[1, 7], Gen.Int[1, 6], Gen.Int[1, 5]),
        Gen.Select(Gen.Double[0.2, 5], Gen.Double[0.2, 5], Gen.Double[0.2, 5]),
        Gen.Select(Gen.Double[-500, 500], Gen.Double[-500, 500], Gen.Double[-500, 500]),
        Directions).Select((n, s, o, d) => new ImageGeometry(new GridSize(n.Item1, n.Item2, n.Item3), new Spacing(s.Item1, s.Item2, s.Item3), new PhysicalPoint(o.Item1, o.Item2, o.Item3), d));

    public static DirectionCosines Rotation(double a, double b, double c)
    {
        double ca = Math.Cos(a), sa = Math.Sin(a), cb = Math.Cos(b), sb = Math.Sin(b), cc = Math.Cos(c), sc = Math.Sin(c);
        return new DirectionCosines(
            ca * cb, ca * sb * sc - sa * cc, ca * sb * cc + sa * sc,
            sa * cb, sa * sb * sc + ca * cc, sa * sb * cc - ca * sc,
            -sb, cb * sc, cb * cc);
    }

    public static Volume<short> Ramp(ImageGeometry geometry)
    {
        var voxels = new short[geometry.Size.Count];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = (short)(i * 7 - 1000);
        return new Volume<short>(geometry, voxels);
    }

    public static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var result = new MemoryStream();
        gzip.CopyTo(result);
        return result.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return result.ToArray();
    }

    public static byte[] Bytes(Action<Stream> write)
    {
        using var memory = new MemoryStream();
        write(memory);
        return memory.ToArray();
    }

    /// <summary>Turns a little-endian NIfTI-1 file into a big-endian one.</summary>
    public static byte[] ToBigEndian(byte[] nifti, int voxelSize)
    {
        byte[] b = (byte[])nifti.Clone();
        Reverse(0, 4, 1);
        Reverse(40, 2, 8);
        foreach (int at in (int[])[68, 70, 72, 74, 120, 252, 254]) Reverse(at, 2, 1);
        Reverse(76, 4, 11);
        Reverse(256, 4, 18);
        if (voxelSize > 1) Reverse(352, voxelSize, (b.Length - 352) / voxelSize);
        return b;

        void Reverse(int at, int size, int count)
        {
            for (int i = 0; i < count; i++) b.AsSpan(at + i * size, size).Reverse();
        }
    }

    public static void SetInt16(byte[] b, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(b.AsSpan(at), value);

    public static void SetSingle(byte[] b, int at, float value) => BinaryPrimitives.WriteSingleLittleEndian(b.AsSpan(at), value);
}
