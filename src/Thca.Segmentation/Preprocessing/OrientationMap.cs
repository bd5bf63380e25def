using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Segmentation.Preprocessing;

/// <summary>
/// A reordering of the axes of a voxel grid: which source axis becomes x, y and z, and which run backwards. It moves voxels, never interpolates; the
/// physical position of every voxel stays. Immutable.
/// </summary>
public sealed class OrientationMap
{
    private readonly int[] _source;
    private readonly bool[] _flip;

    private OrientationMap(int[] source, bool[] flip) => (_source, _flip) = (source, flip);

    /// <summary>Leaves every volume as it is.</summary>
    public static OrientationMap Identity { get; } = new([0, 1, 2], [false, false, false]);

    /// <summary>Whether nothing moves.</summary>
    public bool IsIdentity => _source is [0, 1, 2] && !_flip.Contains(true);

    /// <summary>The reordering after which x runs to the patient's left, y to posterior and z to superior (as nearly as an oblique grid can).</summary>
    public static OrientationMap ToLps(ImageGeometry geometry) => Between(geometry.Direction, DirectionCosines.Identity);

    /// <summary>The reordering after which x runs to the patient's right, y to anterior and z to superior.</summary>
    public static OrientationMap ToRas(ImageGeometry geometry) => Between(geometry.Direction, new DirectionCosines(-1, 0, 0, 0, -1, 0, 0, 0, 1));

    /// <summary>The reordering that brings the axes of one orientation as close as possible to another.</summary>
    /// <param name="from">Directions of the source axes.</param>
    /// <param name="to">Directions wanted.</param>
    public static OrientationMap Between(DirectionCosines from, DirectionCosines to)
    {
        double[] a = from.ToArray(), b = to.ToArray();
        double Dot(int source, int target) => a[source] * b[target] + a[3 + source] * b[3 + target] + a[6 + source] * b[6 + target];
        int[] best = [0, 1, 2];
        double most = double.NegativeInfinity;
        foreach (int[] order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            double agreement = Math.Abs(Dot(order[0], 0)) + Math.Abs(Dot(order[1], 1)) + Math.Abs(Dot(order[2], 2));
            // Oblique grids have ties; the smallest change wins them.
            if (agreement > most + 1e-9) (best, most) = (order, agreement);
        }

        return new OrientationMap(best, [Dot(best[0], 0) < 0, Dot(best[1], 1) < 0, Dot(best[2], 2) < 0]);
    }

    /// <summary>The reordering that undoes this one.</summary>
    public OrientationMap Inverse()
    {
        var source = new int[3];
        var flip = new bool[3];
        for (int target = 0; target < 3; target++)
        {
            source[_source[target]] = target;
            flip[_source[target]] = _flip[target];
        }

        return new OrientationMap(source, flip);
    }

    /// <summary>The grid after reordering.</summary>
    public ImageGeometry Apply(ImageGeometry geometry)
    {
        int[] size = [geometry.Size.X, geometry.Size.Y, geometry.Size.Z];
        double[] spacing = [geometry.Spacing.X, geometry.Spacing.Y, geometry.Spacing.Z];
        double[] d = geometry.Direction.ToArray(), turned = new double[9], corner = new double[3];
        for (int target = 0; target < 3; target++)
        {
            int s = _source[target];
            for (int row = 0; row < 3; row++) turned[3 * row + target] = _flip[target] ? -d[3 * row + s] : d[3 * row + s];
            if (_flip[target]) corner[s] = size[s] - 1;
        }

        return new ImageGeometry(
            new GridSize(size[_source[0]], size[_source[1]], size[_source[2]]),
            new Spacing(spacing[_source[0]], spacing[_source[1]], spacing[_source[2]]),
            geometry.IndexToPhysical(corner[0], corner[1], corner[2]),
            DirectionCosines.FromArray(turned));
    }

    /// <summary>The volume after reordering; the volume itself when nothing moves.</summary>
    public Volume<T> Apply<T>(Volume<T> volume)
        where T : unmanaged
    {
        if (IsIdentity) return volume;
        ImageGeometry geometry = Apply(volume.Geometry);
        (int start, int[] step) = Strides(volume.Size);
        var result = new T[volume.Size.Count];
        ReadOnlySpan<T> voxels = volume.Voxels;
        GridSize to = geometry.Size;
        int at = 0;
        for (int z = 0; z < to.Z; z++)
        {
            for (int y = 0; y < to.Y; y++)
            {
                int offset = start + z * step[2] + y * step[1];
                for (int x = 0; x < to.X; x++, offset += step[0]) result[at++] = voxels[offset];
            }
        }

        return new Volume<T>(geometry, result, volume.StoredType);
    }

    /// <summary>Where the first voxel of the reordered grid lies in the memory of a source grid, and how far a step along its x, y and z goes there.</summary>
    internal (int Start, int[] Step) Strides(GridSize from)
    {
        int[] stride = [1, from.X, from.X * from.Y], size = [from.X, from.Y, from.Z], step = new int[3];
        int start = 0;
        for (int target = 0; target < 3; target++)
        {
            int s = _source[target];
            step[target] = _flip[target] ? -stride[s] : stride[s];
            if (_flip[target]) start += (size[s] - 1) * stride[s];
        }

        return (start, step);
    }

    /// <summary>The label map after reordering; the map itself when nothing moves.</summary>
    public LabelMap Apply(LabelMap labels) => IsIdentity ? labels : ToLabels(Apply(labels.AsVolume()));

    private static LabelMap ToLabels(Volume<int> volume) => new(volume.Geometry, volume.Voxels.ToArray());
}
