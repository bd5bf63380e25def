using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;

namespace Thca.Imaging.Nrrd;

/// <summary>
/// Reads NRRD with raw, gzip or text encoding, both byte orders, attached or detached. Orientation is taken from
/// <c>space directions</c> (RAS and LAS become LPS; other spaces are taken as LPS), else spacing from <c>spacings</c>.
/// Safe for use by several threads.
/// </summary>
/// <param name="options">Limits; default <see cref="VolumeReadOptions"/>.</param>
/// <param name="folder">Folder in which a detached header's data file is looked up; without it such a header is refused.</param>
public sealed class NrrdReader(VolumeReadOptions? options = null, string? folder = null) : IVolumeReader
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
        NrrdHeader header = NrrdHeader.Read(source);
        VoxelLayout layout = header.ToLayout();
        int volume = VolumeChoice.Resolve(header.Volumes, _options);
        if (header.DataFile is not { } name) return decode(Payload(source, header, layout, volume), layout, _options);
        using Stream data = DetachedData.Open(folder, name, "NRRD");
        return decode(Payload(data, header, layout, volume), layout, _options);
    }

    private PayloadStream Payload(Stream source, NrrdHeader header, VoxelLayout layout, int volume)
    {
        if (header.LineSkip > 0)
        {
            var lines = new TextHeader(source, "NRRD");
            for (int i = 0; i < header.LineSkip; i++) lines.ReadLine();
        }

        switch (header.Encoding)
        {
            case "raw":
                return Positioned(PayloadStream.Raw(source), header, layout, volume);
            case "gzip" or "gz":
                return Positioned(PayloadStream.GZip(source), header, layout, volume);
            case "txt" or "text" or "ascii":
                if (volume > 0) throw new DataFormatException("A text-encoded NRRD file with several volumes is not supported.", "Use raw or gzip encoding.", ProblemCodes.FormatUnsupported);
                return AsciiVoxels.ToPayload(source, layout, _options);
            default:
                throw new DataFormatException($"NRRD encoding '{header.Encoding}' is not supported; raw, gzip and text are.", "Convert the file.", ProblemCodes.FormatUnsupported);
        }
    }

    private PayloadStream Positioned(PayloadStream payload, NrrdHeader header, VoxelLayout layout, int volume)
    {
        payload.EnsureHolds(layout.ByteCount, _options.MaxDecodedBytes);
        if (header.ByteSkip == -1)
        {
            if (header.Encoding != "raw") throw new DataFormatException("The NRRD field 'byte skip' is -1, which only raw encoding allows.", "The file is damaged.");
            payload.SkipToLast(layout.ByteCount * header.Volumes);
        }
        else if (header.ByteSkip > 0)
        {
            payload.Skip(header.ByteSkip);
        }

        if (volume > 0) payload.Skip(volume * layout.ByteCount);
        return payload;
    }
}
