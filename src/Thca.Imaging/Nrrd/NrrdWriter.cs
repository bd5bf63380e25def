using System.Globalization;
using System.IO.Compression;
using System.Text;
using Thca.Core.Contracts;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nrrd;

/// <summary>
/// Writes NRRD, little-endian, in LPS space; geometry keeps every digit. The same volume always gives the same bytes.
/// Safe for use by several threads.
/// </summary>
public sealed class NrrdWriter : IVolumeWriter
{
    /// <summary>Whether the voxels are compressed with gzip.</summary>
    /// <value>True.</value>
    public bool Compress { get; init; } = true;

    /// <inheritdoc/>
    public void Write<T>(Volume<T> volume, Stream stream)
        where T : unmanaged
    {
        stream.Write(Header(volume, null));
        WriteVoxels(volume, stream);
    }

    /// <summary>Writes a detached header and its voxels.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="header">Target of the header (<c>.nhdr</c>).</param>
    /// <param name="voxels">Target of the voxels.</param>
    /// <param name="dataFileName">Name of the voxel file, relative to the header's folder.</param>
    public void Write<T>(Volume<T> volume, Stream header, Stream voxels, string dataFileName)
        where T : unmanaged
    {
        header.Write(Header(volume, dataFileName));
        WriteVoxels(volume, voxels);
    }

    private void WriteVoxels<T>(Volume<T> volume, Stream stream)
        where T : unmanaged
    {
        if (!Compress)
        {
            VoxelEncoder.Write(volume, stream);
            return;
        }

        using var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        VoxelEncoder.Write(volume, gzip);
    }

    private byte[] Header<T>(Volume<T> volume, string? dataFile)
        where T : unmanaged
    {
        ImageGeometry g = volume.Geometry;
        DirectionCosines d = g.Direction;
        Spacing s = g.Spacing;
        var text = new StringBuilder();
        text.Append("NRRD0004\n");
        Line($"type: {NrrdTypes.Name(ComponentTypes.Of<T>())}");
        Line($"dimension: 3");
        Line($"space: left-posterior-superior");
        Line($"sizes: {g.Size.X} {g.Size.Y} {g.Size.Z}");
        Line($"space directions: ({d.M00 * s.X},{d.M10 * s.X},{d.M20 * s.X}) ({d.M01 * s.Y},{d.M11 * s.Y},{d.M21 * s.Y}) ({d.M02 * s.Z},{d.M12 * s.Z},{d.M22 * s.Z})");
        Line($"kinds: domain domain domain");
        Line($"endian: little");
        Line($"encoding: {(Compress ? "gzip" : "raw")}");
        Line($"space origin: ({g.Origin.X},{g.Origin.Y},{g.Origin.Z})");
        if (dataFile is not null) Line($"data file: {dataFile}");
        text.Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString());

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
