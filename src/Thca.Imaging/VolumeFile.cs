using System.Text;
using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Imaging.Codecs;
using Thca.Imaging.MetaImage;
using Thca.Imaging.Nifti;
using Thca.Imaging.Nrrd;

namespace Thca.Imaging;

/// <summary>
/// Reads and writes volumes by path. When reading, the content decides the format and the extension is ignored unless the content is
/// unknown; when writing, the extension decides. Writes are atomic. Safe for use by several threads.
/// </summary>
public static class VolumeFile
{
    /// <summary>Extensions that can be written.</summary>
    public static IReadOnlyList<string> WritableExtensions { get; } = [".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd"];

    /// <summary>Reads an image, converted to <typeparamref name="T"/> after the file's slope and intercept.</summary>
    /// <param name="path">The file; of a pair, either file or the header.</param>
    /// <param name="options">Limits; default <see cref="VolumeReadOptions"/>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The content is not understood, damaged, truncated or too large.</exception>
    public static Volume<T> Read<T>(string path, VolumeReadOptions? options = null)
        where T : unmanaged => Open(
            path,
            (stream, reader) => reader.Read<T>(stream),
            (header, voxels, reader) => reader.Read<T>(header, voxels),
            options);

    /// <summary>Reads a label map; every value must be a whole number.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static LabelMap ReadLabelMap(string path, VolumeReadOptions? options = null) => Open(
        path,
        (stream, reader) => reader switch
        {
            NiftiReader nifti => nifti.ReadLabelMap(stream),
            NrrdReader nrrd => nrrd.ReadLabelMap(stream),
            _ => ((MetaImageReader)reader).ReadLabelMap(stream),
        },
        (header, voxels, reader) => reader.ReadLabelMap(header, voxels),
        options);

    /// <summary>Writes a volume with the scalar type <typeparamref name="T"/>, compressed unless the extension is <c>.nii</c>.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="path">Target with one of <see cref="WritableExtensions"/>.</param>
    /// <exception cref="DataFormatException">The extension is unknown, or the format cannot hold the grid.</exception>
    public static void Write<T>(Volume<T> volume, string path)
        where T : unmanaged
    {
        string name = Path.GetFileName(path);
        if (Ends(name, ".nii.gz")) AtomicFile.Write(path, stream => new NiftiWriter().Write(volume, stream));
        else if (Ends(name, ".nii")) AtomicFile.Write(path, stream => new NiftiWriter { Compress = false }.Write(volume, stream));
        else if (Ends(name, ".nrrd")) AtomicFile.Write(path, stream => new NrrdWriter().Write(volume, stream));
        else if (Ends(name, ".mha")) AtomicFile.Write(path, stream => new MetaImageWriter().Write(volume, stream));
        else if (Ends(name, ".nhdr")) WriteDetached(path, ".raw.gz", (header, voxels, data) => new NrrdWriter().Write(volume, header, voxels, data));
        else if (Ends(name, ".mhd")) WriteDetached(path, ".zraw", (header, voxels, data) => new MetaImageWriter().Write(volume, header, voxels, data));
        else throw new DataFormatException($"'{name}' has no extension that can be written.", $"Use one of {string.Join(", ", WritableExtensions)}.", ProblemCodes.FormatUnsupported);
    }

    /// <summary>Writes a label map.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="path">Target with one of <see cref="WritableExtensions"/>.</param>
    /// <param name="type">Scalar type of the file; default: the smallest of UInt8, UInt16 and Int32 that holds all labels.</param>
    /// <exception cref="DataFormatException">The type cannot hold a label, or as <see cref="Write{T}"/>.</exception>
    public static void WriteLabelMap(LabelMap labels, string path, ComponentType? type = null)
    {
        switch (type ?? Smallest(labels.Labels))
        {
            case ComponentType.Int8: WriteAs<sbyte>(labels, path); break;
            case ComponentType.UInt8: WriteAs<byte>(labels, path); break;
            case ComponentType.Int16: WriteAs<short>(labels, path); break;
            case ComponentType.UInt16: WriteAs<ushort>(labels, path); break;
            case ComponentType.Int32: Write(labels.AsVolume(), path); break;
            case ComponentType.UInt32: WriteAs<uint>(labels, path); break;
            case ComponentType.Int64: WriteAs<long>(labels, path); break;
            case ComponentType.UInt64: WriteAs<ulong>(labels, path); break;
            case ComponentType.Float32: WriteAs<float>(labels, path); break;
            default: WriteAs<double>(labels, path); break;
        }
    }

    /// <summary>Writes a mask as bytes 0 and 1.</summary>
    /// <inheritdoc cref="Write{T}"/>
    public static void WriteMask(Mask mask, string path) => Write(mask.AsVolume(), path);

    /// <summary>Format of a file by its content, or null when it is none of the three.</summary>
    public static VolumeFormat? Detect(Stream stream)
    {
        long start = stream.Position;
        Span<byte> head = stackalloc byte[512];
        PayloadStream payload = PayloadStream.Detect(stream);
        int length = payload.ReadUpTo(head);
        stream.Position = start;
        head = head[..length];
        if (head.StartsWith("NRRD"u8)) return VolumeFormat.Nrrd;
        if (NiftiHeader.Recognises(head)) return VolumeFormat.Nifti;
        string text = Encoding.Latin1.GetString(head);
        bool meta = text.Contains("NDims", StringComparison.Ordinal) || text.StartsWith("ObjectType", StringComparison.Ordinal);
        return meta && text.Contains('=', StringComparison.Ordinal) ? VolumeFormat.MetaImage : null;
    }

    private static TResult Open<TResult>(
        string path, Func<Stream, IVolumeReader, TResult> single, Func<Stream, Stream, NiftiReader, TResult> pair, VolumeReadOptions? options)
    {
        if (NiftiPair.Find(path) is { } files)
        {
            using FileStream header = OpenRead(files.Header), voxels = OpenRead(files.Voxels);
            return pair(header, voxels, new NiftiReader(options));
        }

        using FileStream stream = OpenRead(path);
        if (stream.Length == 0) throw new DataFormatException($"'{Path.GetFileName(path)}' is empty.", "Copy or export it again.", ProblemCodes.FileTruncated);
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return single(stream, (Detect(stream) ?? ByExtension(path, stream)) switch
        {
            VolumeFormat.Nifti => new NiftiReader(options),
            VolumeFormat.Nrrd => new NrrdReader(options, folder),
            _ => new MetaImageReader(options, folder),
        });
    }

    private static VolumeFormat ByExtension(string path, FileStream stream)
    {
        string name = Path.GetFileName(path);
        if (IsDicom(stream)) throw new DataFormatException($"'{name}' is DICOM.", "Convert the series to NIfTI, or use Thca.Imaging.Itk.", ProblemCodes.FormatUnsupported);
        if (Ends(name, ".nii") || Ends(name, ".nii.gz")) return VolumeFormat.Nifti;
        if (Ends(name, ".nrrd") || Ends(name, ".nhdr")) return VolumeFormat.Nrrd;
        if (Ends(name, ".mha") || Ends(name, ".mhd")) return VolumeFormat.MetaImage;
        throw new DataFormatException($"'{name}' is none of NIfTI, NRRD and MetaImage.", "Convert it to one of them.");
    }

    private static bool IsDicom(FileStream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        stream.Position = 128;
        bool dicom = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("DICM"u8);
        stream.Position = 0;
        return dicom;
    }

    private static FileStream OpenRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    private static void WriteDetached(string path, string dataExtension, Action<Stream, Stream, string> write)
    {
        string data = Path.GetFileNameWithoutExtension(path) + dataExtension;
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // The voxels are in place before the header that names them.
        AtomicFile.Write(path, header => AtomicFile.Write(Path.Combine(folder, data), voxels => write(header, voxels, data)));
    }

    private static void WriteAs<T>(LabelMap labels, string path)
        where T : unmanaged
    {
        var values = new T[labels.Labels.Length];
        VoxelConversion.Convert(labels.Labels, values.AsSpan());
        Write(new Volume<T>(labels.Geometry, values), path);
    }

    private static ComponentType Smallest(ReadOnlySpan<int> labels)
    {
        int least = 0, most = 0;
        foreach (int label in labels) (least, most) = (Math.Min(least, label), Math.Max(most, label));
        return least < 0 || most > ushort.MaxValue ? ComponentType.Int32 : most > byte.MaxValue ? ComponentType.UInt16 : ComponentType.UInt8;
    }

    private static bool Ends(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
