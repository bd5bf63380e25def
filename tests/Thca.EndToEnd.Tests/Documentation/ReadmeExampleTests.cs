using Thca.Core.Features;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Phantoms.Ct;
using Thca.Phantoms.Writing;
using Thca.Radiomics;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Documentation;

/// <summary>The C# of the README, as it stands there.</summary>
public sealed class ReadmeExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Radiomics_OfAPhantom_GivesSensibleNumbers()
    {
        PhantomCaseWriter.Write(_folder.FullName, new NeckCtOptions(), new RandomSeed(1));
        string imagePath = _folder.File("ct.nii.gz"), maskPath = _folder.File("labels.nii.gz");

        #region radiomics
        Volume<float> image = VolumeFile.Read<float>(imagePath);
        Mask lesion = VolumeFile.ReadLabelMap(maskPath).SelectLesion();

        FeatureVector features = new RadiomicsExtractor().Extract(image, lesion);

        double contrast = features["glcm_Contrast"];
        double volume = features["shape_MeshVolume"]; // mm³
        #endregion

        Assert.True(contrast > 0);
        Assert.InRange(volume, 700, 2200); // a sphere of 14 mm has 1437 mm³
        Assert.Equal(107, features.Count);
    }
}
