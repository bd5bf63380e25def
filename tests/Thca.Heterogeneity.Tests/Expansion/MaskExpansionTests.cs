using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Heterogeneity.Expansion;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Expansion;

public class MaskExpansionTests
{
    [Theory]
    [InlineData("titan_b", 1)]
    [InlineData("titan_b", 3)]
    [InlineData("titan_b", 6)]
    [InlineData("titan_c", 1)]
    [InlineData("titan_c", 3)]
    [InlineData("titan_c", 6)]
    public void Reference_masks_equal_the_original(string name, double distance)
    {
        Mask tumour = VolumeFile.ReadLabelMap(TitanCase.File(name, "labels.nii.gz")).Select(11);
        Mask thyroid = VolumeFile.ReadLabelMap(TitanCase.File(name, "thyroid.nii.gz")).SelectNonZero();
        AssertEqual($"{name}__isotropic_{distance:0}mm.nii.gz", MaskExpansion.ReferenceIsotropic(tumour, distance));
        AssertEqual($"{name}__thyroid_{distance:0}mm.nii.gz", MaskExpansion.ReferenceConstrained(tumour, distance, thyroid));
    }

    [Fact]
    public void Thick_slices_show_what_the_axis_order_does()
    {
        (Mask tumour, Mask everywhere) = Box();
        ExpandedMask reference = MaskExpansion.ReferenceConstrained(tumour, 3, everywhere);
        Assert.Equal(new GridSize(6, 16, 14), reference.Mask.RequireBoundingBox().Size);
        Assert.Equal(1344, reference.ExpandedVoxels);
        Assert.Equal(2, MaskExpansion.WithinMillimetres(tumour, 3, everywhere).Mask.RequireBoundingBox().Size.Z);
        Assert.Equal(4, MaskExpansion.WithinMillimetres(tumour, 5, everywhere).Mask.RequireBoundingBox().Size.Z);
    }

    [Fact]
    public void Tumour_outside_the_thyroid_is_kept_by_the_sound_expansion_only()
    {
        (Mask tumour, Mask everywhere) = Box();
        byte[] half = everywhere.Voxels.ToArray();
        for (int i = 0; i < half.Length; i++) half[i] = everywhere.Size.IndexOf(i).X < 20 ? (byte)1 : (byte)0;
        var thyroid = new Mask(tumour.Geometry, half);
        ExpandedMask reference = MaskExpansion.ReferenceConstrained(tumour, 1, thyroid), sound = MaskExpansion.WithinMillimetres(tumour, 1, thyroid);
        int Kept(Mask mask) => Enumerable.Range(0, half.Length).Count(i => mask.Voxels[i] != 0 && tumour.Voxels[i] != 0);
        Assert.Equal(tumour.Count() / 2, Kept(reference.Mask));
        Assert.Equal(tumour.Count(), Kept(sound.Mask));
        Assert.True(sound.Constrained);
        Assert.InRange(sound.FractionOutside, 0.01, 0.99);
    }

    private static (Mask Tumour, Mask Everywhere) Box()
    {
        var grid = new ImageGeometry(new GridSize(40, 40, 30), new Spacing(0.5, 0.5, 5.0));
        var tumour = new byte[grid.Size.Count];
        for (int z = 14; z < 16; z++)
        {
            for (int y = 18; y < 22; y++)
            {
                for (int x = 18; x < 22; x++) tumour[grid.Size.Offset(x, y, z)] = 1;
            }
        }

        var everywhere = new byte[grid.Size.Count];
        Array.Fill(everywhere, (byte)1);
        return (new Mask(grid, tumour), new Mask(grid, everywhere));
    }

    private static void AssertEqual(string file, ExpandedMask actual)
    {
        Mask expected = VolumeFile.ReadLabelMap(SharedData.Path("golden", "pipeline_units", file)).SelectNonZero();
        Assert.Equal(expected.Count(), actual.ExpandedVoxels);
        Assert.True(expected.Voxels.SequenceEqual(actual.Mask.Voxels), file);
    }
}
