using Thca.Core.Features;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.Radiomics.Tests;

/// <summary>Real sarcoma CT with tumour masks: every feature is there and finite.</summary>
public class RealCaseTests
{
    public static TheoryData<string> Cases() => ["STS_001", "STS_002", "STS_003", "STS_006"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Extract_SarcomaCt_HasAll107(string name)
    {
        Volume<float> image = VolumeFile.Read<float>(SharedData.Path("data", "sts", name + "_image.nii.gz"));
        LabelMap labels = VolumeFile.ReadLabelMap(SharedData.Path("data", "sts", name + "_mask.nii.gz"));
        foreach (RadiomicsOptions options in new[] { RadiomicsProfiles.PyRadiomics, RadiomicsProfiles.Thca })
        {
            FeatureVector features = new RadiomicsExtractor(options).Extract(image, labels.SelectLesion());
            Assert.Equal(107, features.Count);
            Assert.All(features.Values, v => Assert.True(double.IsFinite(v.Value), $"{v.Name}: {v.Reason}"));
            Assert.InRange(features["shape_Sphericity"], 0.05, 1);
            Assert.InRange(features["shape_MeshVolume"] / features["shape_VoxelVolume"], 0.9, 1.01);
            Assert.InRange(features["firstorder_Entropy"], 0.1, 12);
            Assert.True(features["firstorder_Minimum"] <= features["firstorder_10Percentile"] && features["firstorder_Median"] <= features["firstorder_90Percentile"]);
        }
    }
}
