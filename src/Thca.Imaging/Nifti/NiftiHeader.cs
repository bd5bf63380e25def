using System.Buffers.Binary;
using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Imaging.Nifti;

/// <summary>The header fields of NIfTI-1 and NIfTI-2 that describe voxels and geometry.</summary>
internal sealed record NiftiHeader
{
    public const int Size1 = 348;
    public const int Size2 = 540;

    public required int Version { get; init; }

    public required bool BigEndian { get; init; }

    /// <summary>Whether header and voxels share a file.</summary>
    public required bool Single { get; init; }

    public required long[] Dim { get; init; }

    public required int DataType { get; init; }

    public required double[] PixDim { get; init; }

    public required long VoxelOffset { get; init; }

    public double Slope { get; init; } = 1;

    public double Intercept { get; init; }

    public int Units { get; init; }

    public int QformCode { get; init; }

    public int SformCode { get; init; }

    /// <summary>Quaternion b, c, d, then the offset x, y, z.</summary>
    public double[] Quaternion { get; init; } = new double[6];

    /// <summary>Three rows of four.</summary>
    public double[] Srow { get; init; } = new double[12];

    /// <summary>Whether bytes begin like a NIfTI (or Analyze) header.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start.Length >= 4
        && (BinaryPrimitives.ReadInt32LittleEndian(start) is Size1 or Size2 || BinaryPrimitives.ReadInt32BigEndian(start) is Size1 or Size2);

    /// <summary>Bytes of the header that starts with these four bytes.</summary>
    /// <exception cref="DataFormatException">Not a NIfTI header.</exception>
    public static int SizeOf(ReadOnlySpan<byte> start)
    {
        if (!Recognises(start))
            throw new DataFormatException($"The first bytes are {Convert.ToHexString(start)}; a NIfTI header begins with its size, 348 or 540.", "Check that the file is NIfTI.");
        return BinaryPrimitives.ReadInt32LittleEndian(start) == Size1 || BinaryPrimitives.ReadInt32BigEndian(start) == Size1 ? Size1 : Size2;
    }

    public static NiftiHeader Parse(ReadOnlySpan<byte> bytes)
    {
        bool big = BinaryPrimitives.ReadInt32BigEndian(bytes) is Size1 or Size2;
        return bytes.Length == Size1 ? Parse1(bytes, big) : Parse2(bytes, big);
    }

    private static NiftiHeader Parse1(ReadOnlySpan<byte> b, bool big)
    {
        ReadOnlySpan<byte> magic = b.Slice(344, 4);
        if (!magic.SequenceEqual("n+1\0"u8) && !magic.SequenceEqual("ni1\0"u8))
            throw new DataFormatException("The file is Analyze 7.5 (no NIfTI magic), which does not record the orientation.", "Convert it to NIfTI with a tool that knows its orientation.", ProblemCodes.FormatUnsupported);
        var f = new NiftiFields(b, big);
        return new NiftiHeader
        {
            Version = 1,
            BigEndian = big,
            Single = magic[1] == (byte)'+',
            Dim = NiftiFields.Many<long>(40, 8, 2, at => f.Int16(at)),
            DataType = f.Int16(70),
            PixDim = NiftiFields.Many<double>(76, 8, 4, at => f.Single(at)),
            VoxelOffset = Offset(f.Single(108)),
            Slope = f.Single(112),
            Intercept = f.Single(116),
            Units = b[123],
            QformCode = f.Int16(252),
            SformCode = f.Int16(254),
            Quaternion = NiftiFields.Many<double>(256, 6, 4, at => f.Single(at)),
            Srow = NiftiFields.Many<double>(280, 12, 4, at => f.Single(at)),
        };
    }

    private static NiftiHeader Parse2(ReadOnlySpan<byte> b, bool big)
    {
        ReadOnlySpan<byte> magic = b.Slice(4, 8);
        if (!magic.SequenceEqual("n+2\0\r\n\u001a\n"u8) && !magic.SequenceEqual("ni2\0\r\n\u001a\n"u8))
            throw new DataFormatException($"The NIfTI-2 magic is {Convert.ToHexString(magic)}; expected 6E2B32000D0A1A0A.", "The file was damaged, perhaps by a text-mode transfer.");
        var f = new NiftiFields(b, big);
        return new NiftiHeader
        {
            Version = 2,
            BigEndian = big,
            Single = magic[1] == (byte)'+',
            DataType = f.Int16(12),
            Dim = NiftiFields.Many(16, 8, 8, f.Int64),
            PixDim = NiftiFields.Many(104, 8, 8, f.Double),
            VoxelOffset = f.Int64(168),
            Slope = f.Double(176),
            Intercept = f.Double(184),
            QformCode = f.Int32(344),
            SformCode = f.Int32(348),
            Quaternion = NiftiFields.Many(352, 6, 8, f.Double),
            Srow = NiftiFields.Many(400, 12, 8, f.Double),
            Units = f.Int32(500),
        };
    }

    private static long Offset(double value) => double.IsFinite(value) && value is >= 0 and < 1e15 ? (long)value : 0;
}
