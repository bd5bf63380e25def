using Thca.Core.Geometry;
using Thca.Core.Volumes;

namespace Thca.Radiomics.Tests;

/// <summary>The digital phantom of the Image Biomarker Standardisation Initiative (CC BY 4.0): 5 x 4 x 4 voxels of 2 mm, 74 in the region.</summary>
internal static class DigitalPhantom
{
    private static readonly ImageGeometry Grid = new(new GridSize(5, 4, 4), Spacing.Isotropic(2));

    private static readonly float[] Values =
    [
        1, 4, 4, 1, 1, 1, 4, 6, 1, 1, 4, 1, 6, 4, 1, 4, 4, 6, 4, 1,
        1, 4, 4, 1, 1, 1, 1, 6, 1, 1, 1, 1, 3, 1, 1, 4, 4, 6, 1, 1,
        1, 4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 6, 1, 1,
        1, 4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 6, 1, 1,
    ];

    // Outside: (0,2,1), (3,0,2), (4,0,2), (2,2,2), (3,0,3), (4,0,3).
    private static readonly int[] Outside = [30, 43, 44, 52, 63, 64];

    public static Volume<float> Image => new(Grid, (float[])Values.Clone(), ComponentType.Int16);

    public static Mask Mask
    {
        get
        {
            byte[] voxels = [.. Enumerable.Repeat((byte)1, 80)];
            foreach (int i in Outside) voxels[i] = 0;
            return new Mask(Grid, voxels);
        }
    }
}
