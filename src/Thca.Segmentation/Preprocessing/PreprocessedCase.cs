using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// A preprocessed case on disk, read in place: <c>CASE.image.npy</c> (float32 [channel, z, y, x]), <c>CASE.label.npy</c> (int16 [z, y, x]),
/// <c>CASE.locations.npy</c> (int32 [n, 4]) and <c>CASE.json</c>. Opening reads only the small ones. Concurrent reads are safe.
/// </summary>
public sealed class PreprocessedCase : IDisposable
{
    private readonly NpyArray<float> _image;
    private readonly NpyArray<short> _label;
    private readonly IReadOnlyDictionary<int, int[]> _locations;

    private PreprocessedCase(string id, CaseProperties properties, NpyArray<float> image, NpyArray<short> label, IReadOnlyDictionary<int, int[]> locations) =>
        (Id, Properties, _image, _label, _locations) = (id, properties, image, label, locations);

    /// <summary>The case's identifier.</summary>
    public string Id { get; }

    /// <summary>Size, voxel size and the way back to the CT's grid.</summary>
    public CaseProperties Properties { get; }

    /// <summary>Voxels along the axes.</summary>
    public GridSize Size => Properties.Size;

    /// <summary>Number of channels.</summary>
    public int ChannelCount => _image.Shape[0];

    /// <summary>Labels that occur in the case, ascending.</summary>
    public IReadOnlyList<int> Labels => [.. _locations.Where(l => l.Value.Length > 0).Select(l => l.Key)];

    /// <summary>Opens a case.</summary>
    /// <param name="folder">The configuration's folder, <c>PLANS_CONFIG</c>.</param>
    /// <param name="id">The case.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="DataFormatException">A file is damaged, or they do not belong together.</exception>
    public static PreprocessedCase Open(string folder, string id)
    {
        PreprocessedHeader header = PreprocessedHeader.Read(PreprocessedFiles.Json(folder, id));
        NpyArray<float> image = NpyArray<float>.Open(PreprocessedFiles.Image(folder, id));
        NpyArray<short>? label = null;
        try
        {
            label = NpyArray<short>.Open(PreprocessedFiles.Label(folder, id));
            GridSize size = header.Properties.Size;
            int[] shape = [size.Z, size.Y, size.X];
            if (image.Shape.Length != 4 || !image.Shape.AsSpan(1).SequenceEqual(shape) || !label.Shape.SequenceEqual(shape))
                throw new DataFormatException($"The arrays of case '{id}' have other sizes than its description, {size}.", "Preprocess the case again.");
            return new PreprocessedCase(id, header.Properties, image, label, header.ReadLocations(PreprocessedFiles.Locations(folder, id)));
        }
        catch
        {
            image.Dispose();
            label?.Dispose();
            throw;
        }
    }

    /// <summary>Identifiers of the cases in a folder, in order.</summary>
    /// <param name="folder">The configuration's folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> List(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + PreprocessedFiles.ImageEnding).Select(f => Path.GetFileName(f)[..^PreprocessedFiles.ImageEnding.Length]).Where(id => !id.StartsWith('.') && File.Exists(PreprocessedFiles.Json(folder, id))).Order(StringComparer.Ordinal)];

    /// <summary>Stored positions of a label, four numbers each: channel (0), z, y, x; empty where the label is absent.</summary>
    public ReadOnlySpan<int> Locations(int label) => _locations.TryGetValue(label, out int[]? positions) ? positions : [];

    /// <summary>Copies a box of one channel; what lies outside the case becomes <paramref name="outside"/>.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="start">First voxel; may lie outside.</param>
    /// <param name="size">Voxels of the box.</param>
    /// <param name="target">Receives the box, x fastest.</param>
    /// <param name="outside">Value outside.</param>
    public void ReadImage(int channel, VoxelIndex start, GridSize size, Span<float> target, float outside = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, ChannelCount);
        ReadBox(_image, (long)channel * Size.Count, start, size, target, outside);
    }

    /// <summary>Copies a box of the labels; what lies outside the case becomes <paramref name="outside"/>.</summary>
    /// <inheritdoc cref="ReadImage"/>
    public void ReadLabels(VoxelIndex start, GridSize size, Span<short> target, short outside = -1) => ReadBox(_label, 0, start, size, target, outside);

    /// <summary>The whole case in memory, without its labels.</summary>
    public PreparedCase Load()
    {
        var channels = new float[ChannelCount][];
        for (int c = 0; c < channels.Length; c++) ReadImage(c, new VoxelIndex(0, 0, 0), Size, channels[c] = new float[Size.Count]);
        return new PreparedCase(channels, null, Properties);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _image.Dispose();
        _label.Dispose();
    }

    private void ReadBox<T>(NpyArray<T> array, long offset, VoxelIndex start, GridSize size, Span<T> target, T outside)
        where T : unmanaged
    {
        if (target.Length != size.Count) throw new ArgumentException(FormattableString.Invariant($"A box of {size} needs {size.Count} values, got {target.Length}."), nameof(target));
        int first = Math.Max(start.X, 0), end = Math.Min(start.X + size.X, Size.X);
        for (int z = 0; z < size.Z; z++)
        {
            for (int y = 0; y < size.Y; y++)
            {
                Span<T> row = target.Slice(size.Offset(0, y, z), size.X);
                int sy = start.Y + y, sz = start.Z + z;
                if (first >= end || (uint)sy >= (uint)Size.Y || (uint)sz >= (uint)Size.Z)
                {
                    row.Fill(outside);
                    continue;
                }

                row[..(first - start.X)].Fill(outside);
                row[(end - start.X)..].Fill(outside);
                array.Read(offset + Size.Offset(first, sy, sz), row[(first - start.X)..(end - start.X)]);
            }
        }
    }
}
