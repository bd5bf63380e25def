using System.Globalization;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nifti;

/// <summary>
/// Reads NIfTI-1 and NIfTI-2 in both byte orders, plain or gzip: all ten scalar types, slope and intercept, header extensions
/// skipped. Orientation follows ITK 5 (sform before qform where it is free of skew and scanner-based, alone, or equal to the qform).
/// Safe for use by several threads.
/// </summary>
/// <param name="options">Limits; default <see cref="VolumeReadOptions"/>.</param>
public sealed class NiftiReader(VolumeReadOptions? options = null) : IVolumeReader
{
    private readonly VolumeReadOptions _options = options ?? new VolumeReadOptions();

    /// <inheritdoc/>
    public Volume<T> Read<T>(Stream stream)
        where T : unmanaged => VoxelDecoder.ReadVolume<T>(Open(stream, out VoxelLayout layout), layout, _options);

    /// <summary>Reads a volume whose header (<c>.hdr</c>) and voxels (<c>.img</c>) are separate.</summary>
    /// <exception cref="DataFormatException">The content is not understood, damaged or truncated.</exception>
    public Volume<T> Read<T>(Stream header, Stream voxels)
        where T : unmanaged => VoxelDecoder.ReadVolume<T>(Open(header, voxels, out VoxelLayout layout), layout, _options);

    /// <summary>Reads a label map; every value must be a whole number.</summary>
    /// <exception cref="DataFormatException">The content is not understood, damaged or truncated.</exception>
    public LabelMap ReadLabelMap(Stream stream) => VoxelDecoder.ReadLabels(Open(stream, out VoxelLayout layout), layout, _options);

    /// <summary>Reads a label map whose header and voxels are separate; every value must be a whole number.</summary>
    /// <exception cref="DataFormatException">The content is not understood, damaged or truncated.</exception>
    public LabelMap ReadLabelMap(Stream header, Stream voxels) => VoxelDecoder.ReadLabels(Open(header, voxels, out VoxelLayout layout), layout, _options);

    private PayloadStream Open(Stream stream, out VoxelLayout layout)
    {
        _options.Validate();
        PayloadStream payload = PayloadStream.Detect(PayloadStream.Seekable(stream, _options.MaxDecodedBytes));
        NiftiHeader header = ReadHeader(payload, out int headerSize);
        if (!header.Single)
            throw new DataFormatException("This is the header of a NIfTI pair; the voxels are in another file.", "Give both files: the .hdr and the .img.");
        layout = Layout(header);
        Position(payload, header, layout, headerSize);
        return payload;
    }

    private PayloadStream Open(Stream headerStream, Stream voxels, out VoxelLayout layout)
    {
        _options.Validate();
        NiftiHeader header = ReadHeader(PayloadStream.Detect(PayloadStream.Seekable(headerStream, _options.MaxDecodedBytes)), out int headerSize);
        layout = Layout(header);
        PayloadStream payload = PayloadStream.Detect(PayloadStream.Seekable(voxels, _options.MaxDecodedBytes));
        Position(payload, header, layout, header.Single ? headerSize : 0);
        return payload;
    }

    private static NiftiHeader ReadHeader(PayloadStream payload, out int size)
    {
        Span<byte> bytes = stackalloc byte[NiftiHeader.Size2];
        payload.ReadExactly(bytes[..4]);
        size = NiftiHeader.SizeOf(bytes[..4]);
        payload.ReadExactly(bytes[4..size]);
        return NiftiHeader.Parse(bytes[..size]);
    }

    private static VoxelLayout Layout(NiftiHeader header)
    {
        if (header.Dim[0] is < 1 or > 7)
            throw new DataFormatException(string.Create(CultureInfo.InvariantCulture, $"The NIfTI header gives {header.Dim[0]} dimensions; 1 to 7 are possible."), "The file is damaged or not an image.");
        bool scaled = double.IsFinite(header.Slope) && header.Slope != 0;
        return new VoxelLayout(
            NiftiOrientation.ToGeometry(header),
            NiftiDataTypes.ToComponent(header.DataType),
            header.BigEndian,
            scaled ? header.Slope : 1,
            scaled && double.IsFinite(header.Intercept) ? header.Intercept : 0);
    }

    private void Position(PayloadStream payload, NiftiHeader header, VoxelLayout layout, int alreadyRead)
    {
        int index = ChooseVolume(header);
        payload.EnsureHolds(layout.ByteCount, _options.MaxDecodedBytes);
        long skip = Math.Max(0, header.VoxelOffset - alreadyRead) + index * layout.ByteCount;
        if (skip > 0) payload.Skip(skip);
    }

    private int ChooseVolume(NiftiHeader header)
    {
        long volumes = 1;
        for (int axis = 4; axis <= header.Dim[0]; axis++) volumes = checked(volumes * Math.Clamp(header.Dim[axis], 1, int.MaxValue / Math.Max(1, volumes)));
        return VolumeChoice.Resolve(volumes, _options);
    }
}
