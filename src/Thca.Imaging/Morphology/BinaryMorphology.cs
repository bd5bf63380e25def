using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Labelling;

namespace Thca.Imaging.Morphology;

/// <summary>
/// Dilation, erosion, opening, closing and hole filling of regions, by neighbourhood steps or by a radius in millimetres (a ball,
/// aware of spacing). Outside the grid is background; closing never removes voxels at the border. Inputs are not changed.
/// </summary>
public static class BinaryMorphology
{
    /// <summary>Adds the neighbours of the region, repeatedly.</summary>
    /// <param name="mask">The region.</param>
    /// <param name="connectivity">The neighbourhood.</param>
    /// <param name="iterations">Steps, not negative.</param>
    public static Mask Dilate(Mask mask, Connectivity connectivity, int iterations = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        byte[] voxels = Binary(mask);
        for (int i = 0; i < iterations; i++) voxels = Neighbourhood.Dilate(voxels, mask.Size, connectivity);
        return new Mask(mask.Geometry, voxels);
    }

    /// <summary>Removes the voxels that have a neighbour outside the region, repeatedly.</summary>
    /// <inheritdoc cref="Dilate(Mask, Connectivity, int)"/>
    public static Mask Erode(Mask mask, Connectivity connectivity, int iterations = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        byte[] voxels = Binary(mask);
        for (int i = 0; i < iterations; i++) voxels = Neighbourhood.Erode(voxels, mask.Size, connectivity);
        return new Mask(mask.Geometry, voxels);
    }

    /// <summary>Erosion, then dilation: removes parts thinner than the neighbourhood.</summary>
    /// <inheritdoc cref="Dilate(Mask, Connectivity, int)"/>
    public static Mask Open(Mask mask, Connectivity connectivity, int iterations = 1) =>
        Dilate(Erode(mask, connectivity, iterations), connectivity, iterations);

    /// <summary>Dilation, then erosion: closes gaps thinner than the neighbourhood.</summary>
    /// <inheritdoc cref="Dilate(Mask, Connectivity, int)"/>
    public static Mask Close(Mask mask, Connectivity connectivity, int iterations = 1)
    {
        var padding = new Padding(mask, iterations, iterations, iterations);
        return padding.Remove(Erode(Dilate(padding.Padded, connectivity, iterations), connectivity, iterations));
    }

    /// <summary>All voxels whose centre lies within a radius of the region.</summary>
    /// <param name="mask">The region.</param>
    /// <param name="radius">mm, not negative.</param>
    public static Mask Dilate(Mask mask, double radius) => DistanceMap.Within(mask, radius);

    /// <summary>The voxels from which every voxel outside the region is farther away than a radius.</summary>
    /// <inheritdoc cref="Dilate(Mask, double)"/>
    public static Mask Erode(Mask mask, double radius)
    {
        // One layer of background around the grid is all that outside distances need.
        var padding = new Padding(mask, 1, 1, 1);
        return padding.Remove(Complement(DistanceMap.Within(Complement(padding.Padded), radius)));
    }

    /// <summary>Erosion, then dilation, by a radius in mm.</summary>
    /// <inheritdoc cref="Dilate(Mask, double)"/>
    public static Mask Open(Mask mask, double radius) => Dilate(Erode(mask, radius), radius);

    /// <summary>Dilation, then erosion, by a radius in mm.</summary>
    /// <inheritdoc cref="Dilate(Mask, double)"/>
    public static Mask Close(Mask mask, double radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        Spacing s = mask.Geometry.Spacing;
        var padding = new Padding(mask, Voxels(radius / s.X), Voxels(radius / s.Y), Voxels(radius / s.Z));
        return padding.Remove(Erode(Dilate(padding.Padded, radius), radius));

        static int Voxels(double steps) => (int)Math.Ceiling(steps) + 1;
    }

    /// <summary>Adds the background that does not reach the border of the grid.</summary>
    /// <param name="mask">The region.</param>
    /// <param name="background">Which background voxels count as connected; default those that share a face.</param>
    public static Mask FillHoles(Mask mask, Connectivity background = Connectivity.Face6)
    {
        ComponentLabels components = ConnectedComponents.Label(Complement(mask), background);
        ReadOnlySpan<int> labels = components.Labels.Labels;
        var open = new bool[components.Count + 1];
        GridSize size = mask.Size;
        for (int i = 0; i < labels.Length; i++)
        {
            if (open[labels[i]]) continue;
            VoxelIndex v = size.IndexOf(i);
            open[labels[i]] = v.X == 0 || v.Y == 0 || v.Z == 0 || v.X == size.X - 1 || v.Y == size.Y - 1 || v.Z == size.Z - 1;
        }

        var voxels = new byte[labels.Length];
        for (int i = 0; i < voxels.Length; i++) voxels[i] = labels[i] == 0 || !open[labels[i]] ? (byte)1 : (byte)0;
        return new Mask(mask.Geometry, voxels);
    }

    /// <summary>The voxels outside the region.</summary>
    public static Mask Complement(Mask mask)
    {
        var voxels = new byte[mask.Size.Count];
        ReadOnlySpan<byte> inside = mask.Voxels;
        for (int i = 0; i < voxels.Length; i++) voxels[i] = inside[i] == 0 ? (byte)1 : (byte)0;
        return new Mask(mask.Geometry, voxels);
    }

    private static byte[] Binary(Mask mask)
    {
        byte[] voxels = mask.Voxels.ToArray();
        for (int i = 0; i < voxels.Length; i++) voxels[i] = voxels[i] != 0 ? (byte)1 : (byte)0;
        return voxels;
    }
}
