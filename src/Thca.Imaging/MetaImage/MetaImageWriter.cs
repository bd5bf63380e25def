using System.Globalization;
using System.IO.Compression;
using System.Text;
using Thca.Core.Contracts;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.MetaImage;

/// <summary>
/// Writes MetaImage, little-endian; geometry keeps every digit. The same volume always gives the same bytes.
/// Safe for use by several threads.
/// </summary>
public sealed class MetaImageWriter : IVolumeWriter
{
    /// <summary>Whether the voxels are compressed with zlib.</summary>
    /// <value>True.</value>
    public bool Compress { get; init; } = true;

    /// <inheritdoc/>
    public void Write<T>(Volume<T> volume, Stream stream)
        where T : unmanaged
    {
        using MemoryStream? packed = Packed(volume);
        stream.Write(Header(volume, "LOCAL", packed?.Length));
        WriteVoxels(volume, packed, stream);
    }

    /// <summary>Writes a header and its voxels separately.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="header">Target of the header (<c>.mhd</c>).</param>
    /// <param name="voxels">Target of the voxels (<c>.raw</c> or <c>.zraw</c>).</param>
    /// <param name="dataFileName">Name of the voxel file, relative to the header's folder.</param>
    public void Write<T>(Volume<T> volume, Stream header, Stream voxels, string dataFileName)
        where T : unmanaged
    {
        using MemoryStream? packed = Packed(volume);
        header.Write(Header(volume, dataFileName, packed?.Length));
        WriteVoxels(volume, packed, voxels);
    }

    private static void WriteVoxels<T>(Volume<T> volume, MemoryStream? packed, Stream stream)
        where T : unmanaged
    {
        if (packed is null) VoxelEncoder.Write(volume, stream);
        else packed.WriteTo(stream);
    }

    private MemoryStream? Packed<T>(Volume<T> volume)
        where T : unmanaged
    {
        if (!Compress) return null;
        var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true)) VoxelEncoder.Write(volume, zlib);
        return memory;
    }

    private static byte[] Header<T>(Volume<T> volume, string dataFile, long? compressedSize)
        where T : unmanaged
    {
        ImageGeometry g = volume.Geometry;
        DirectionCosines d = g.Direction;
        var text = new StringBuilder();
        Line($"ObjectType = Image");
        Line($"NDims = 3");
        Line($"BinaryData = True");
        Line($"BinaryDataByteOrderMSB = False");
        Line($"CompressedData = {(compressedSize is null ? "False" : "True")}");
        if (compressedSize is { } bytes) Line($"CompressedDataSize = {bytes}");
        Line($"TransformMatrix = {d.M00} {d.M10} {d.M20} {d.M01} {d.M11} {d.M21} {d.M02} {d.M12} {d.M22}");
        Line($"Offset = {g.Origin.X} {g.Origin.Y} {g.Origin.Z}");
        Line($"CenterOfRotation = 0 0 0");
        Line($"ElementSpacing = {g.Spacing.X} {g.Spacing.Y} {g.Spacing.Z}");
        Line($"DimSize = {g.Size.X} {g.Size.Y} {g.Size.Z}");
        Line($"ElementType = {MetaImageTypes.Name(ComponentTypes.Of<T>())}");
        Line($"ElementDataFile = {dataFile}");
        return Encoding.ASCII.GetBytes(text.ToString());

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
