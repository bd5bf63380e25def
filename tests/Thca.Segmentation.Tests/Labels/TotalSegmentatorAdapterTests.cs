using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Labels;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Labels;

public sealed class TotalSegmentatorAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ImageGeometry _grid = SmallImages.Grid();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folder_ForegroundIsAboveOneHalf_MissingFilesAreAbsent()
    {
        var values = new float[_grid.Size.Count];
        (values[3], values[4], values[5]) = (0.5f, 0.6f, 1);
        VolumeFile.Write(new Volume<float>(_grid, values), _folder.File("thyroid_gland.nii.gz"));
        VolumeFile.WriteMask(SmallImages.MaskOf(_grid, 1), _folder.File("vertebrae_C7.nii.gz"));
        AnatomySource source = TotalSegmentatorAdapter.Open(_folder.FullName);
        Assert.Equal([AnatomicalLabel.Thyroid, AnatomicalLabel.VertebraC7], source.Present);
        Assert.Equal(8, source.Absent.Count);
        Mask gland = source.Read(AnatomicalLabel.Thyroid);
        Assert.Equal(2, gland.Count());
        Assert.Equal(0, gland.Voxels[3]);
    }

    [Theory]
    [InlineData(2, 17, 43, new[] { AnatomicalLabel.Thyroid, AnatomicalLabel.VertebraT1 })]
    [InlineData(1, 17, 43, new[] { AnatomicalLabel.Trachea })]
    public void MultiLabel_FollowsTheTableOfTheVersion(int version, int first, int second, AnatomicalLabel[] expected)
    {
        string path = _folder.File("ml.nii.gz");
        VolumeFile.WriteLabelMap(SmallImages.Labels(_grid, (1, first), (2, second), (3, 5)), path);
        Assert.Equal(expected, TotalSegmentatorAdapter.Open(path, version).Present);
    }

    [Fact]
    public void MultiLabel_NamesInTheHeader_WinOverTheTable()
    {
        string path = _folder.File("named.nii.gz");
        SmallImages.WriteWithNames(SmallImages.Labels(_grid, (7, 1), (8, 2), (9, 17)), path, [(1, "trachea"), (2, "clavicula_right"), (17, "liver")]);
        AnatomySource source = TotalSegmentatorAdapter.Open(path);
        Assert.Equal([AnatomicalLabel.Trachea, AnatomicalLabel.RightClavicle], source.Present);
        Assert.Equal(1, source.Read(AnatomicalLabel.Trachea).Voxels[7]);
        Assert.Equal(1, source.Read(AnatomicalLabel.RightClavicle).Count());
    }

    [Fact]
    public void RealOrganMap_NamesItsClasses()
    {
        IReadOnlyDictionary<int, string> names = NiftiLabelNames.Read(SharedData.Path("data", "ct", "body_ct_3mm_crop_organs.nii.gz"));
        Assert.Equal(117, names.Count);
        Assert.Equal("spleen", names[1]);
        Assert.Contains("thyroid_gland", names.Values);
    }

    [Fact]
    public void NothingOfTheTen_IsAProblem()
    {
        string path = _folder.File("none.nii.gz");
        VolumeFile.WriteLabelMap(SmallImages.Labels(_grid, (1, 5)), path);
        Assert.Equal(TotalSegmentatorAdapter.NoAnatomy, Assert.Throws<ThcaException>(() => TotalSegmentatorAdapter.Open(path)).Code);
        Directory.CreateDirectory(_folder.File("empty"));
        Assert.Equal(TotalSegmentatorAdapter.NoAnatomy, Assert.Throws<ThcaException>(() => TotalSegmentatorAdapter.Open(_folder.File("empty"))).Code);
        Assert.Throws<FileNotFoundException>(() => TotalSegmentatorAdapter.Open(_folder.File("absent")));
        Assert.Throws<OptionsException>(() => TotalSegmentatorAdapter.Open(path, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(360)]
    public void Names_OfDamagedFiles_AreNone(int length)
    {
        string path = _folder.File("cut.nii");
        VolumeFile.WriteLabelMap(SmallImages.Labels(_grid), path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        Assert.Empty(NiftiLabelNames.Read(path));
    }
}
