using Thca.Core.Volumes;
using Thca.Heterogeneity.Supervoxels;
using Thca.Imaging;
using Thca.Radiomics;
using Thca.Testing;

namespace Thca.Heterogeneity.Tests.Documentation;

public class HeterogeneityExampleTests
{
    [Fact]
    public void Example_of_the_module_page()
    {
        using var folder = new TemporaryFolder();
        (string imagePath, string maskPath) = (folder.File("ct.nii.gz"), folder.File("mask.nii.gz"));
        (Volume<float> written, Mask region) = SyntheticLesion.Of(600);
        VolumeFile.Write(written, imagePath);
        VolumeFile.WriteMask(region, maskPath);
        string output = folder.FullName;

        #region analyze
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask tumour = VolumeFile.ReadLabelMap(maskPath).SelectLesion();

        var analyzer = new TitanAnalyzer(new RadiomicsExtractor(RadiomicsProfiles.Thca));
        TitanResult result = analyzer.Run(image, tumour, patient: "P001");

        double score = result.Ith.Score;                                        // 0 = every habitat is one piece
        double diversity = result.Ited.Features.First(f => f.Name == "glcm_Contrast").Value;
        if (result.Habitats is { } habitats) VolumeFile.WriteLabelMap(habitats, Path.Combine(output, "habitats.nii.gz"));
        #endregion

        Assert.Equal(TitanStatus.Success, result.Status);
        Assert.InRange(score, 0, 1);
        Assert.True(diversity >= 0);
        Assert.True(File.Exists(Path.Combine(output, "habitats.nii.gz")));
    }

    [Fact]
    public void Example_of_supervoxels_alone()
    {
        (Volume<float> image, Mask mask) = SyntheticLesion.Of(600);

        #region slic
        SlicResult regions = MaskedSlic.Segment(image, mask, new SlicOptions { Segments = 30 });
        LabelMap labels = regions.Labels;   // 1 to regions.Count inside the mask
        #endregion

        Assert.InRange(regions.Count, 20, 40);
        Assert.Equal(mask.Count(), labels.SelectNonZero().Count());
    }
}
