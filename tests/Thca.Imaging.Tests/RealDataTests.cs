using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;
using Thca.Imaging.Quality;
using Thca.Testing;

namespace Thca.Imaging.Tests;

/// <summary>Real CT beside the repository: what other tools read, this library reads.</summary>
public class RealDataTests
{
    [Theory]
    [InlineData("STS_001")]
    [InlineData("STS_002")]
    [InlineData("STS_003")]
    [InlineData("STS_006")]
    public void SarcomaCase_ReadsAndMeasures(string name)
    {
        Volume<float> image = VolumeFile.Read<float>(SharedData.Path("data", "sts", name + "_image.nii.gz"));
        Mask lesion = VolumeFile.ReadLabelMap(SharedData.Path("data", "sts", name + "_mask.nii.gz")).SelectLesion();
        Assert.True(image.Geometry.Matches(lesion.Geometry));
        MeshMeasures mesh = MarchingCubes.Measure(lesion);
        double voxels = lesion.Count() * lesion.Geometry.Spacing.VoxelVolume;
        Assert.InRange(mesh.Volume / voxels, 0.95, 1.0);
        Assert.InRange(mesh.Maximum3DDiameter, Math.Max(mesh.Maximum2DDiameterSlice, mesh.Maximum2DDiameterColumn), 500);
        QualityReport quality = ImageQualityControl.Assess(image, lesion);
        Assert.True(double.IsFinite(quality.NoiseHU!.Value) && quality.NoiseHU < 100);
        Assert.Empty(quality.Reasons);
    }

    [Fact]
    public void SarcomaCase_ThroughEveryFormat_StaysTheSame()
    {
        Volume<float> image = VolumeFile.Read<float>(SharedData.Path("data", "sts", "STS_002_image.nii.gz"));
        using var folder = new TemporaryFolder();
        foreach (string extension in (string[])[".nrrd", ".mha", ".nii"])
        {
            VolumeFile.Write(image, folder.File("a" + extension));
            Volume<float> again = VolumeFile.Read<float>(folder.File("a" + extension));
            Assert.True(image.Voxels.SequenceEqual(again.Voxels));
            Assert.True(image.Geometry.Matches(again.Geometry, 1e-6));
        }
    }

    [Fact]
    public void OrganMap_WithHeaderExtension_ReadsLabels()
    {
        LabelMap organs = VolumeFile.ReadLabelMap(SharedData.Path("data", "ct", "body_ct_3mm_crop_organs.nii.gz"));
        Assert.Equal(new GridSize(122, 101, 30), organs.Size);
        Assert.Contains(86, organs.DistinctLabels());
    }
}
