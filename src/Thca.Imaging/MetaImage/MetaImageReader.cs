using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.MetaImage;

/// <summary>
/// Reads MetaImage (<c>.mha</c>, <c>.mhd</c>), raw or zlib-compressed or text, both byte orders. The anatomical orientation field is
/// ignored, as ITK does: <c>TransformMatrix</c> and <c>Offset</c> are LPS. Safe for use by several threads.
/// </summary>
/// <param name="options">Limits; default <see cref="VolumeReadOptions"/>.</param>
/// <param name="folder">Folder in which a separate data file is looked up; without it such a header is refused.</param>
public sealed class MetaImageReader(VolumeReadOptions? options = null, string? folder = null) : IVolumeReader
{
    private readonly VolumeReadOptions _options = options ?? new VolumeReadOptions();

    /// <inheritdoc/>
    public Volume<T> Read<T>(Stream stream)
        where T : unmanaged => Decode(stream, VoxelDecoder.ReadVolume<T>);

    /// <summary>Reads a label map; every value must be a whole number.</summary>
    /// <exception cref="DataFormatException">The content is not understood, damaged or truncated.</exception>
    public LabelMap ReadLabelMap(Stream stream) => Decode(stream, VoxelDecoder.ReadLabels);

    private TResult Decode<TResult>(Stream stream, Func<PayloadStream, VoxelLayout, VolumeReadOptions, TResult> decode)
    {
        _options.Validate();
        Stream source = PayloadStream.Seekable(stream, _options.MaxDecodedBytes);
        MetaImageHeader header = MetaImageHeader.Read(source);
        VoxelLayout layout = header.ToLayout();
        int volume = VolumeChoice.Resolve(header.Volumes, _options);
        string name = header.DataFile;
        if (name.Equals("LOCAL", StringComparison.OrdinalIgnoreCase)) return decode(Payload(source, header, layout, volume), layout, _options);
        using Stream data = DetachedData.Open(folder, name, "MetaImage");
        return decode(Payload(data, header, layout, volume), layout, _options);
    }

    private PayloadStream Payload(Stream source, MetaImageHeader header, VoxelLayout layout, int volume)
    {
        if (!header.IsBinary)
        {
            if (volume > 0 || header.IsCompressed) throw new DataFormatException("MetaImage text voxels must be one uncompressed volume.", "Use BinaryData = True.", ProblemCodes.FormatUnsupported);
            return AsciiVoxels.ToPayload(source, layout, _options);
        }

        PayloadStream payload = header.IsCompressed ? PayloadStream.ZLib(source) : PayloadStream.Raw(source);
        payload.EnsureHolds(layout.ByteCount, _options.MaxDecodedBytes);
        long skip = header.HeaderSize;
        if (skip == -1 && !header.IsCompressed) payload.SkipToLast(layout.ByteCount * header.Volumes);
        else if (skip > 0) payload.Skip(skip);
        if (volume > 0) payload.Skip(volume * layout.ByteCount);
        return payload;
    }
}
