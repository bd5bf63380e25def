using Thca.Core.Geometry;

namespace Thca.Segmentation.Sampling;

/// <summary>A preprocessed case in memory.</summary>
public sealed class TrainingCase : ITrainingCase
{
    private readonly float[] _image;
    private readonly short[] _labels;
    private readonly SortedDictionary<int, int[]> _locations = [];

    /// <summary>Wraps arrays without copying them.</summary>
    /// <param name="id">Name of the case.</param>
    /// <param name="size">The grid.</param>
    /// <param name="image">Normalised values, channel after channel, x fastest.</param>
    /// <param name="labels">One label per voxel; -1 is outside the imaged region.</param>
    /// <exception cref="ArgumentException">An array does not fit the grid.</exception>
    public TrainingCase(string id, GridSize size, float[] image, short[] labels)
    {
        if (image.Length == 0 || image.Length % size.Count != 0)
            throw new ArgumentException(FormattableString.Invariant($"A grid of {size} needs {size.Count} values per channel, got {image.Length}."), nameof(image));
        if (labels.Length != size.Count)
            throw new ArgumentException(FormattableString.Invariant($"A grid of {size} needs {size.Count} labels, got {labels.Length}."), nameof(labels));
        (Id, Size, _image, _labels) = (id, size, image, labels);
        Channels = image.Length / size.Count;
        foreach (IGrouping<short, int> group in Enumerable.Range(0, labels.Length).Where(i => labels[i] > 0).GroupBy(i => labels[i]))
            _locations[group.Key] = [.. group];
        Foreground = [.. _locations.Keys];
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public GridSize Size { get; }

    /// <inheritdoc/>
    public int Channels { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Foreground { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<int> Locations(int label) => _locations[label];

    /// <inheritdoc/>
    public void ReadImage(int channel, VoxelIndex start, GridSize size, Span<float> target) =>
        ReadBox<float>(_image.AsSpan(channel * Size.Count, Size.Count), start, size, target, 0);

    /// <inheritdoc/>
    public void ReadLabels(VoxelIndex start, GridSize size, Span<short> target) => ReadBox<short>(_labels, start, size, target, -1);

    private void ReadBox<T>(ReadOnlySpan<T> source, VoxelIndex start, GridSize size, Span<T> target, T outside)
    {
        target.Fill(outside);
        int x0 = Math.Max(0, start.X), x1 = Math.Min(Size.X, start.X + size.X);
        if (x1 <= x0) return;
        for (int z = Math.Max(0, -start.Z); z < size.Z && start.Z + z < Size.Z; z++)
        {
            for (int y = Math.Max(0, -start.Y); y < size.Y && start.Y + y < Size.Y; y++)
                source.Slice(Size.Offset(x0, start.Y + y, start.Z + z), x1 - x0).CopyTo(target[size.Offset(x0 - start.X, y, z)..]);
        }
    }
}
