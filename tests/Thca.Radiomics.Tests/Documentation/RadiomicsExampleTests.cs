using Thca.Core.Features;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Radiomics.Parameters;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Documentation;

/// <summary>The examples of the documentation.</summary>
public class RadiomicsExampleTests
{
    [Fact]
    public void TenLines_Run()
    {
        using var folder = new TemporaryFolder();
        (Volume<float> lesion, Mask region) = TestLesion.Create(1);
        VolumeFile.Write(lesion, folder.File("ct.nii.gz"));
        VolumeFile.WriteMask(region, folder.File("mask.nii.gz"));
        string imagePath = folder.File("ct.nii.gz"), maskPath = folder.File("mask.nii.gz");

        #region extract
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask mask = VolumeFile.ReadLabelMap(maskPath).SelectLesion();

        FeatureVector features = new RadiomicsExtractor().Extract(image, mask);
        double contrast = features["glcm_Contrast"];

        // The settings of the thyroid study, or a PyRadiomics parameter file as it is:
        FeatureVector study = new RadiomicsExtractor(RadiomicsProfiles.Thca).Extract(image, mask);
        #endregion

        Assert.Equal(107, features.Count);
        Assert.Equal(contrast, features["glcm_Contrast"]);
        Assert.InRange(study["firstorder_Entropy"], 1, 5);
    }

    [Fact]
    public void ParameterFile_Runs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("params.yaml");
        File.WriteAllText(path, "setting:\n  binWidth: 10\nfeatureClass:\n  firstorder:\n");
        (Volume<float> image, Mask mask) = TestLesion.Create(2);
        LabelMap labels = new(mask.Geometry, [.. mask.Voxels.ToArray().Select(v => (int)v)]);

        #region settings
        RadiomicsParameters parameters = RadiomicsParameterFile.Read(path);
        foreach (string warning in parameters.Warnings) Console.WriteLine(warning);

        var extractor = new RadiomicsExtractor(parameters.Options with { CorrectMask = true });
        FeatureTable perLabel = extractor.ExtractLabels(image, labels);
        #endregion

        Assert.Equal((1, 18), (perLabel.RowCount, perLabel.Columns.Count));
    }
}
