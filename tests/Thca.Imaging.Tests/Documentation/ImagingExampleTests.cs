using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Filtering;
using Thca.Imaging.Labelling;
using Thca.Imaging.Meshes;
using Thca.Imaging.Morphology;
using Thca.Imaging.Quality;
using Thca.Imaging.Resampling;
using Thca.Testing;

namespace Thca.Imaging.Tests.Documentation;

/// <summary>The examples of the module page, compiled and run.</summary>
public class ImagingExampleTests
{
    [Fact]
    public void Measure()
    {
        using var folder = new TemporaryFolder();
        (string imagePath, string maskPath) = WriteCase(folder);
        #region measure
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask lesion = VolumeFile.ReadLabelMap(maskPath).SelectLesion();

        MeshMeasures mesh = MarchingCubes.Measure(lesion);
        QualityReport quality = ImageQualityControl.Assess(image, lesion);
        Console.WriteLine($"{mesh.Volume:F0} mm³, {mesh.Maximum3DDiameter:F1} mm, quality {quality.Score}");
        #endregion
        Assert.InRange(mesh.Volume, 400, 2000);
        Assert.InRange(quality.Score, 0, 100);
    }

    [Fact]
    public void Resample()
    {
        using var folder = new TemporaryFolder();
        (string imagePath, string maskPath) = WriteCase(folder);
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask lesion = VolumeFile.ReadLabelMap(maskPath).SelectLesion();
        string output = folder.File("lesion.nrrd");
        #region resample
        ImageGeometry fine = ResamplingGrid.Around(lesion.Geometry, lesion.RequireBoundingBox(), 0.5, 0.5, 0.5);
        Volume<float> fineImage = Resampler.Resample(image, fine, Interpolation.BSpline);
        Mask fineLesion = Resampler.Resample(lesion, fine);
        VolumeFile.WriteMask(fineLesion, output);
        #endregion
        Assert.Equal(0.5, fineImage.Geometry.Spacing.Z);
        Assert.Equal(fineLesion.Count(), VolumeFile.ReadLabelMap(output).Select(1).Count());
    }

    [Fact]
    public void Regions()
    {
        using var folder = new TemporaryFolder();
        (string imagePath, string maskPath) = WriteCase(folder);
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask lesion = VolumeFile.ReadLabelMap(maskPath).SelectLesion();
        #region regions
        Mask clean = BinaryMorphology.FillHoles(ConnectedComponents.KeepLargest(lesion));
        Mask margin = BinaryMorphology.Dilate(clean, radius: 3);
        Volume<double> distance = DistanceMap.Euclidean(clean);
        Volume<double> smooth = GaussianFilter.Smooth(image, new GaussianOptions { Sigma = 1, Unit = LengthUnit.Millimetres });
        #endregion
        Assert.True(margin.Count() > clean.Count());
        Assert.Equal(0, distance.Voxels[clean.Voxels.IndexOf((byte)1)]);
        Assert.Equal(image.Size, smooth.Size);
    }

    [Fact]
    public void Limits()
    {
        using var folder = new TemporaryFolder();
        (string imagePath, _) = WriteCase(folder);
        #region limits
        var options = new VolumeReadOptions { MaxDecodedBytes = 10_000, VolumeIndex = 0 };
        var error = Assert.Throws<DataFormatException>(() => VolumeFile.Read<float>(imagePath, options));
        Assert.Equal("SIZE_LIMIT_EXCEEDED", error.Code);
        #endregion
    }

    private static (string Image, string Mask) WriteCase(TemporaryFolder folder)
    {
        var geometry = new ImageGeometry(new GridSize(40, 40, 20), new Spacing(0.8, 0.8, 2));
        Mask ball = Masks.Where(geometry, (x, y, z) => Math.Pow((x - 20) * 0.8, 2) + Math.Pow((y - 20) * 0.8, 2) + Math.Pow((z - 10) * 2, 2) <= 36);
        var image = new Volume<float>(geometry);
        for (int i = 0; i < image.Voxels.Length; i++) image.Voxels[i] = (ball.Voxels[i] != 0 ? 110 : 50) + i * 7919 % 23;
        VolumeFile.Write(image, folder.File("ct.nii.gz"));
        VolumeFile.WriteMask(ball, folder.File("mask.nii.gz"));
        return (folder.File("ct.nii.gz"), folder.File("mask.nii.gz"));
    }
}
