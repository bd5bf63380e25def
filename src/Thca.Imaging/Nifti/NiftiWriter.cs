using System.Buffers.Binary;
using System.IO.Compression;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nifti;

/// <summary>
/// Writes single-file NIfTI, little-endian, with qform and sform (both code 1, scanner). NIfTI-1 unless an extent exceeds 32,767
/// or version 2 is asked for. The same volume always gives the same bytes. Safe for use by several threads.
/// </summary>
public sealed class NiftiWriter : IVolumeWriter
{
    /// <summary>Whether the file is compressed (<c>.nii.gz</c>).</summary>
    /// <value>True.</value>
    public bool Compress { get; init; } = true;

    /// <summary>NIfTI version, 1 or 2. Version 1 keeps spacing and origin in single precision, version 2 in double.</summary>
    /// <value>1.</value>
    public int Version
    {
        get;
        init => field = value is 1 or 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "NIfTI has versions 1 and 2.");
    }

    = 1;

    /// <inheritdoc/>
    /// <exception cref="DataFormatException">The grid's axes are not orthogonal, which NIfTI readers refuse.</exception>
    public void Write<T>(Volume<T> volume, Stream stream)
        where T : unmanaged
    {
        byte[] header = Header(volume.Geometry, ComponentTypes.Of<T>());
        if (!Compress)
        {
            stream.Write(header);
            VoxelEncoder.Write(volume, stream);
            return;
        }

        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(header);
        VoxelEncoder.Write(volume, gzip);
    }

    private byte[] Header(ImageGeometry geometry, ComponentType type)
    {
        DirectionCosines d = geometry.Direction;
        if (!IsOrthonormal(d)) throw new DataFormatException($"The direction cosines {d} are not orthogonal; NIfTI cannot store this grid.", "Write NRRD, or resample.", ProblemCodes.FormatUnsupported);
        (double b, double c, double e, double hand) = NiftiOrientation.ToQuaternion(d);
        Spacing s = geometry.Spacing;
        PhysicalPoint o = geometry.Origin;
        double[] quaternion = [b, c, e, -o.X, -o.Y, o.Z];
        double[] srow =
        [
            -d.M00 * s.X, -d.M01 * s.Y, -d.M02 * s.Z, -o.X,
            -d.M10 * s.X, -d.M11 * s.Y, -d.M12 * s.Z, -o.Y,
            d.M20 * s.X, d.M21 * s.Y, d.M22 * s.Z, o.Z,
        ];
        double[] pixdim = [hand, s.X, s.Y, s.Z, 1, 1, 1, 1];
        long[] dim = [3, geometry.Size.X, geometry.Size.Y, geometry.Size.Z, 1, 1, 1, 1];
        return Version == 2 || dim.Max() > short.MaxValue ? Header2(type, dim, pixdim, quaternion, srow) : Header1(type, dim, pixdim, quaternion, srow);
    }

    private static byte[] Header1(ComponentType type, long[] dim, double[] pixdim, double[] quaternion, double[] srow)
    {
        byte[] h = new byte[352];
        BinaryPrimitives.WriteInt32LittleEndian(h, NiftiHeader.Size1);
        h[38] = (byte)'r';
        for (int i = 0; i < 8; i++) Int16(h, 40 + 2 * i, (short)dim[i]);
        Int16(h, 70, NiftiDataTypes.ToCode(type));
        Int16(h, 72, (short)(8 * type.Size()));
        Singles(h, 76, pixdim);
        Singles(h, 108, [352, 1, 0]);
        h[123] = 2;
        Int16(h, 252, 1);
        Int16(h, 254, 1);
        Singles(h, 256, quaternion);
        Singles(h, 280, srow);
        "n+1\0"u8.CopyTo(h.AsSpan(344));
        return h;
    }

    private static byte[] Header2(ComponentType type, long[] dim, double[] pixdim, double[] quaternion, double[] srow)
    {
        byte[] h = new byte[544];
        BinaryPrimitives.WriteInt32LittleEndian(h, NiftiHeader.Size2);
        "n+2\0\r\n\u001a\n"u8.CopyTo(h.AsSpan(4));
        Int16(h, 12, NiftiDataTypes.ToCode(type));
        Int16(h, 14, (short)(8 * type.Size()));
        for (int i = 0; i < 8; i++) BinaryPrimitives.WriteInt64LittleEndian(h.AsSpan(16 + 8 * i), dim[i]);
        Doubles(h, 104, pixdim);
        BinaryPrimitives.WriteInt64LittleEndian(h.AsSpan(168), 544);
        Doubles(h, 176, [1, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(h.AsSpan(344), 1);
        BinaryPrimitives.WriteInt32LittleEndian(h.AsSpan(348), 1);
        Doubles(h, 352, quaternion);
        Doubles(h, 400, srow);
        BinaryPrimitives.WriteInt32LittleEndian(h.AsSpan(500), 2);
        return h;
    }

    private static void Int16(byte[] header, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(at), value);

    private static void Singles(byte[] header, int at, double[] values)
    {
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(header.AsSpan(at + 4 * i), (float)values[i]);
    }

    private static void Doubles(byte[] header, int at, double[] values)
    {
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(header.AsSpan(at + 8 * i), values[i]);
    }

    private static bool IsOrthonormal(DirectionCosines d) =>
        Math.Abs(d.M00 * d.M01 + d.M10 * d.M11 + d.M20 * d.M21) <= 1e-4
        && Math.Abs(d.M00 * d.M02 + d.M10 * d.M12 + d.M20 * d.M22) <= 1e-4
        && Math.Abs(d.M01 * d.M02 + d.M11 * d.M12 + d.M21 * d.M22) <= 1e-4;
}
