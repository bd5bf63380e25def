using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;
using Thca.Segmentation.Labels;
using Thca.Segmentation.Preprocessing;

namespace Thca.Segmentation.Tests.Labels;

public class LabelMapMergerTests
{
    private readonly ImageGeometry _grid = SmallImages.Grid();

    [Fact]
    public void Order_VesselsAndAirwayOverGland_LesionOverAll()
    {
        AnatomySource anatomy = Source(
            (AnatomicalLabel.Thyroid, [0, 1, 2, 3]), (AnatomicalLabel.LeftCommonCarotid, [1, 2]), (AnatomicalLabel.Trachea, [2, 3]), (AnatomicalLabel.VertebraC5, [0]), (AnatomicalLabel.LeftClavicle, [0]));
        MergedCase merged = LabelMapMerger.Merge(SmallImages.Ct(_grid), anatomy, SmallImages.MaskOf(_grid, 3, 9));
        Assert.Equal([9, 3, 2, 11], merged.Labels.Labels[..4].ToArray());
        Assert.Equal(11, merged.Labels.Labels[9]);

        MergedStructure gland = merged.Report.Structures[0], trachea = merged.Report.Structures[1], lesion = merged.Report.Structures[10];
        Assert.Equal((4, 0, 0), (gland.VoxelsBefore, gland.VoxelsAfter, gland.TakenByLesion));
        Assert.Equal((2, 1, 1), (trachea.VoxelsBefore, trachea.VoxelsAfter, trachea.TakenByLesion));
        Assert.Equal((2, 2), (lesion.VoxelsBefore, lesion.VoxelsAfter));
        Assert.Equal(8, merged.Report.VoxelVolume);
        Assert.Contains(AnatomicalLabel.VertebraC6, merged.Report.Absent);
        Assert.Contains(merged.Report.Warnings, w => w.StartsWith("Absent: thyroid, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_AirInTrachea_FociAndVertebraParts()
    {
        Volume<float> ct = SmallImages.Ct(_grid);
        ct.Voxels[2] = -950;
        // Two voxels of the vertebra touch, the third lies apart.
        AnatomySource anatomy = Source((AnatomicalLabel.Trachea, [2, 3]), (AnatomicalLabel.VertebraC7, [60, 62, 63]));
        MergeReport report = LabelMapMerger.Merge(ct, anatomy, SmallImages.MaskOf(_grid, 2, 3, 100)).Report;
        Assert.Equal(1, report.LesionAirVoxels);
        Assert.Equal(2, report.LesionComponents);
        Assert.Equal(2.0 / 3, report.Structures[(int)AnatomicalLabel.VertebraC7 - 1].LargestComponentRatio, 12);
        Assert.True(double.IsNaN(report.LesionOutsideFraction));
        Assert.Contains(report.Warnings, w => w.Contains("air inside the trachea", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, w => w.Contains("vertebra_C7 is only 67 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_LesionFarFromTheGland()
    {
        ImageGeometry grid = SmallImages.Grid(20, 3, 3);
        AnatomySource anatomy = Source(grid, (AnatomicalLabel.Thyroid, [0]));
        // 10 mm are 5 voxels: the voxel at 5 lies within, those at 6 and 7 do not.
        MergeReport report = LabelMapMerger.Merge(SmallImages.Ct(grid), anatomy, SmallImages.MaskOf(grid, 5, 6, 7)).Report;
        Assert.Equal(2.0 / 3, report.LesionOutsideFraction, 12);
        Assert.Contains(report.Warnings, w => w.StartsWith("67 % of the lesion", StringComparison.Ordinal));
    }

    [Fact]
    public void OtherGrid_IsRefusedWithBothGeometries_OrResampledAndSaid()
    {
        ImageGeometry shifted = _grid with { Origin = new PhysicalPoint(12, -20, 30) };
        Mask lesion = SmallImages.MaskOf(shifted, 0);
        AnatomySource anatomy = Source((AnatomicalLabel.Thyroid, [0]));
        var error = Assert.Throws<ThcaException>(() => LabelMapMerger.Merge(SmallImages.Ct(_grid), anatomy, lesion));
        Assert.Equal(ProblemCodes.GeometryMismatch, error.Code);
        Assert.Contains("(10, -20, 30)", error.What, StringComparison.Ordinal);
        Assert.Contains("(12, -20, 30)", error.What, StringComparison.Ordinal);

        MergedCase merged = LabelMapMerger.Merge(SmallImages.Ct(_grid), anatomy, lesion, new MergeOptions { ResampleMasks = true });
        Assert.Equal(11, merged.Labels.Labels[1]);
        Assert.Contains(merged.Report.Warnings, w => w.Contains("resampled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.009, true)]
    [InlineData(0.011, false)]
    public void Tolerance_OriginHundredthOfAMillimetre(double shift, bool same) =>
        Assert.Equal(same, GeometryTolerance.Same(_grid, _grid with { Origin = new PhysicalPoint(10 + shift, -20, 30) }));

    [Fact]
    public void MasksWithOtherAxisDirections_AreTurned()
    {
        Mask lesion = SmallImages.MaskOf(_grid, 7);
        Volume<byte> ras = OrientationMap.ToRas(_grid).Apply(lesion.AsVolume());
        MergedCase merged = LabelMapMerger.Merge(SmallImages.Ct(_grid), Source((AnatomicalLabel.Thyroid, [0])), new Mask(ras.Geometry, ras.Voxels.ToArray()));
        Assert.Equal(11, merged.Labels.Labels[7]);
    }

    [Fact]
    public void EmptyLesion_OnlyWhereAllowed()
    {
        AnatomySource anatomy = Source((AnatomicalLabel.Thyroid, [0]));
        Assert.Equal(ProblemCodes.MaskEmpty, Assert.Throws<ThcaException>(() => LabelMapMerger.Merge(SmallImages.Ct(_grid), anatomy, null)).Code);
        Assert.Equal(1, LabelMapMerger.Merge(SmallImages.Ct(_grid), anatomy, null, new MergeOptions { AllowEmptyLesion = true }).Labels.Labels[0]);
    }

    [Fact]
    public void NaNVoxels_AreAProblem()
    {
        Volume<float> ct = SmallImages.Ct(_grid);
        ct.Voxels[5] = float.NaN;
        Assert.Equal(ProblemCodes.NonFiniteVoxels, Assert.Throws<ThcaException>(() => LabelMapMerger.Merge(ct, Source((AnatomicalLabel.Thyroid, [0])), SmallImages.MaskOf(_grid, 1))).Code);
    }

    [Fact]
    public void Adopt_TakesMergedMaps_AndRefusesLabel12()
    {
        LabelMap map = SmallImages.Labels(_grid, (0, 1), (1, 11), (2, 8));
        Assert.Equal(map.Labels.ToArray(), LabelMapMerger.Adopt(SmallImages.Ct(_grid), map).Labels.Labels.ToArray());
        var error = Assert.Throws<ThcaException>(() => LabelMapMerger.Adopt(SmallImages.Ct(_grid), SmallImages.Labels(_grid, (0, 12), (1, 11))));
        Assert.Equal(LabelMapMerger.LabelUnknown, error.Code);
        Assert.Contains("12", error.What, StringComparison.Ordinal);
    }

    private AnatomySource Source(params (AnatomicalLabel Label, int[] Offsets)[] masks) => Source(_grid, masks);

    private static AnatomySource Source(ImageGeometry grid, params (AnatomicalLabel Label, int[] Offsets)[] masks) =>
        new([.. masks.Select(m => m.Label).Order()], label => SmallImages.MaskOf(grid, masks.Single(m => m.Label == label).Offsets));
}
