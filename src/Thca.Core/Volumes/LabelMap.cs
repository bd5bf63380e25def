using Thca.Core.Errors;
using Thca.Core.Geometry;

namespace Thca.Core.Volumes;

/// <summary>A voxel grid in which every voxel carries one label; 0 is background.</summary>
public sealed class LabelMap
{
    private readonly int[] _labels;

    /// <summary>Wraps an array of labels without copying it.</summary>
    /// <exception cref="ArgumentException">The array's length is not the number of voxels.</exception>
    public LabelMap(ImageGeometry geometry, int[] labels)
    {
        if (labels.Length != geometry.Size.Count)
            throw new ArgumentException(FormattableString.Invariant($"A grid of {geometry.Size} needs {geometry.Size.Count} labels, got {labels.Length}."), nameof(labels));
        Geometry = geometry;
        _labels = labels;
    }

    /// <summary>The grid.</summary>
    public ImageGeometry Geometry { get; }

    /// <summary>Number of voxels along each axis.</summary>
    public GridSize Size => Geometry.Size;

    /// <summary>One label per voxel, x fastest.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>One label per voxel as memory that may be captured.</summary>
    public ReadOnlyMemory<int> Memory => _labels;

    /// <summary>Label of one voxel.</summary>
    public int this[int x, int y, int z] => _labels[Size.Offset(x, y, z)];

    /// <summary>The labels that occur, ascending, without background.</summary>
    public IReadOnlyList<int> DistinctLabels()
    {
        var seen = new HashSet<int>();
        int last = 0;
        foreach (int label in _labels)
        {
            if (label == last) continue;
            last = label;
            if (label != 0) seen.Add(label);
        }

        return [.. seen.Order()];
    }

    /// <summary>The region of one label.</summary>
    /// <exception cref="LabelNotFoundException">No voxel carries the label; the labels present are listed.</exception>
    public Mask Select(int label)
    {
        var voxels = new byte[_labels.Length];
        bool found = false;
        for (int i = 0; i < voxels.Length; i++)
        {
            if (_labels[i] != label) continue;
            voxels[i] = 1;
            found = true;
        }

        return found ? new Mask(Geometry, voxels) : throw new LabelNotFoundException(label, DistinctLabels());
    }

    /// <summary>The region of all voxels that are not background.</summary>
    /// <exception cref="EmptyMaskException">Every voxel is background.</exception>
    public Mask SelectNonZero()
    {
        var voxels = new byte[_labels.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = _labels[i] != 0 ? (byte)1 : (byte)0;
        return Array.IndexOf(voxels, (byte)1) >= 0 ? new Mask(Geometry, voxels) : throw new EmptyMaskException();
    }

    /// <summary>
    /// The lesion of a case: <paramref name="label"/> when given, else label 11 (<see cref="AnatomicalLabel.Lesion"/>) when present,
    /// else the only label that occurs.
    /// </summary>
    /// <exception cref="EmptyMaskException">Every voxel is background.</exception>
    /// <exception cref="LabelNotFoundException">The label is absent, or several labels occur and none is 11; those present are listed.</exception>
    public Mask SelectLesion(int? label = null)
    {
        if (label is { } wanted) return Select(wanted);
        IReadOnlyList<int> present = DistinctLabels();
        return present switch
        {
            [] => throw new EmptyMaskException(),
            [int only] => Select(only),
            _ => Select((int)AnatomicalLabel.Lesion),
        };
    }

    /// <summary>The labels as a volume of integers (shares memory).</summary>
    public Volume<int> AsVolume() => new(Geometry, _labels);
}
