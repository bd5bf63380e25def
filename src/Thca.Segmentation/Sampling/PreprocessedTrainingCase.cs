using Thca.Core.Geometry;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Sampling;

/// <summary>A preprocessed case on disk, read patch by patch. Owns the case's files.</summary>
public sealed class PreprocessedTrainingCase : ITrainingCase, IDisposable
{
    private readonly PreprocessedCase _case;
    private readonly Dictionary<int, int[]> _locations = [];

    /// <summary>Wraps an open case.</summary>
    /// <param name="source">The case; disposed with this one.</param>
    public PreprocessedTrainingCase(PreprocessedCase source)
    {
        _case = source;
        Foreground = [.. source.Labels.Where(l => l > 0)];
        foreach (int label in Foreground) _locations[label] = Offsets(source.Locations(label), source.Size);
    }

    /// <inheritdoc/>
    public string Id => _case.Id;

    /// <inheritdoc/>
    public GridSize Size => _case.Size;

    /// <inheritdoc/>
    public int Channels => _case.ChannelCount;

    /// <inheritdoc/>
    public IReadOnlyList<int> Foreground { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Locations(int label) => _locations[label];

    /// <inheritdoc/>
    public void ReadImage(int channel, VoxelIndex start, GridSize size, Span<float> target) => _case.ReadImage(channel, start, size, target);

    /// <inheritdoc/>
    public void ReadLabels(VoxelIndex start, GridSize size, Span<short> target) => _case.ReadLabels(start, size, target);

    /// <summary>Closes the files.</summary>
    public void Dispose() => _case.Dispose();

    // Stored as channel, z, y, x.
    private static int[] Offsets(ReadOnlySpan<int> positions, GridSize size)
    {
        var offsets = new int[positions.Length / 4];
        for (int i = 0; i < offsets.Length; i++) offsets[i] = size.Offset(positions[4 * i + 3], positions[4 * i + 2], positions[4 * i + 1]);
        return offsets;
    }
}
