using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;

namespace Thca.Pathology.Tissue;

/// <summary>Morphology of a mask in the plane by discs of a radius in µm. Pixels outside the image are ignored: they neither add nor remove.</summary>
internal static class PlaneMorphology
{
    /// <summary>A mask with pixels of a size in µm.</summary>
    public static Mask Wrap(byte[] pixels, int width, int height, double mppX, double mppY) =>
        new(new ImageGeometry(new GridSize(width, height, 1), new Spacing(mppX, mppY, 1)), pixels);

    public static Mask Close(Mask mask, double radius, ComputeOptions? compute) => radius <= 0 ? mask : Erode(Dilate(mask, radius, compute), radius, compute);

    public static Mask Open(Mask mask, double radius, ComputeOptions? compute) => radius <= 0 ? mask : Dilate(Erode(mask, radius, compute), radius, compute);

    public static Mask Dilate(Mask mask, double radius, ComputeOptions? compute) => DistanceMap.Within(mask, radius, compute: compute);

    public static Mask Erode(Mask mask, double radius, ComputeOptions? compute) =>
        BinaryMorphology.Complement(DistanceMap.Within(BinaryMorphology.Complement(mask), radius, compute: compute));

    public static Mask Without(Mask mask, Mask removed)
    {
        byte[] pixels = mask.Voxels.ToArray();
        ReadOnlySpan<byte> others = removed.Voxels;
        for (int i = 0; i < pixels.Length; i++)
            if (others[i] != 0) pixels[i] = 0;
        return new Mask(mask.Geometry, pixels);
    }

    /// <summary>Fills the holes of fewer than <paramref name="area"/> pixels.</summary>
    public static Mask FillHoles(Mask mask, double area)
    {
        Mask filled = BinaryMorphology.FillHoles(mask);
        ReadOnlySpan<byte> before = mask.Voxels, after = filled.Voxels;
        var holes = new byte[before.Length];
        for (int i = 0; i < holes.Length; i++) holes[i] = before[i] == 0 && after[i] != 0 ? (byte)1 : (byte)0;
        ComponentLabels components = ConnectedComponents.Label(new Mask(mask.Geometry, holes), Connectivity.Face6);
        ReadOnlySpan<int> labels = components.Labels.Labels;
        var result = new byte[before.Length];
        for (int i = 0; i < result.Length; i++) result[i] = before[i] != 0 || (labels[i] > 0 && components.Sizes[labels[i] - 1] < area) ? (byte)1 : (byte)0;
        return new Mask(mask.Geometry, result);
    }
}
