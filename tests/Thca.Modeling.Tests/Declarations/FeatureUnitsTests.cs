using Thca.Modeling.Data;
using Thca.Modeling.Declarations;
using Thca.Modeling.Runtime.Features;

namespace Thca.Modeling.Tests.Declarations;

public sealed class FeatureUnitsTests
{
    [Theory]
    [InlineData("shape_MeshVolume", Modality.Radiomics, "mm3", CritUnitStatus.Stated)]
    [InlineData("shape_SurfaceVolumeRatio", Modality.Radiomics, "mm-1", CritUnitStatus.Stated)]
    [InlineData("shape_Elongation", Modality.Radiomics, "1", CritUnitStatus.Stated)]
    [InlineData("firstorder_Mean", Modality.Radiomics, "[hnsf'U]", CritUnitStatus.Assumed)]
    [InlineData("firstorder_Energy", Modality.Radiomics, "[hnsf'U]2", CritUnitStatus.Assumed)]
    [InlineData("firstorder_Entropy", Modality.Radiomics, "1", CritUnitStatus.Stated)]
    [InlineData("iTED_firstorder_Mean", Modality.ITed, "[hnsf'U]", CritUnitStatus.Assumed)]
    [InlineData("iTED_glcm_Contrast", Modality.ITed, "1", CritUnitStatus.Stated)]
    [InlineData("3D_ITHscore", Modality.IthScore, "1", CritUnitStatus.Stated)]
    [InlineData("TSH", Modality.Clinical, "m[IU]/L", CritUnitStatus.Assumed)]
    [InlineData("NLR", Modality.Clinical, "1", CritUnitStatus.Stated)]
    [InlineData("something", Modality.Clinical, "1", CritUnitStatus.Assumed)]
    public void Units_follow_from_what_a_feature_is(string name, Modality modality, string unit, CritUnitStatus status) =>
        Assert.Equal((unit, status), FeatureUnits.Of(new ModelFeature(name, modality)));

    [Fact]
    public void Labels_have_no_unit() =>
        Assert.Equal(("1", CritUnitStatus.Stated), FeatureUnits.Of(new ModelFeature("Sex", Modality.Clinical, new Dictionary<string, int> { ["F"] = 0 })));
}
