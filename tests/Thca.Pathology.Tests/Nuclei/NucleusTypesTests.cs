using Thca.Core.Histology;
using Thca.Pathology.Nuclei;

namespace Thca.Pathology.Tests.Nuclei;

public class NucleusTypesTests
{
    [Fact]
    public void FromName_KnowsEveryNameOfEveryType()
    {
        foreach (NucleusType type in Enum.GetValues<NucleusType>())
        {
            Assert.Equal(type, NucleusTypes.FromName(NucleusTypes.Name(type)));
            Assert.Equal(type, NucleusTypes.FromName(NucleusTypes.PointName(type)));
            Assert.Equal(type, NucleusTypes.FromName(NucleusTypes.GroupName(type).ToUpperInvariant()));
            Assert.Equal(type, NucleusTypes.FromNumber((long)type));
        }

        Assert.Equal(NucleusType.NeoplasticEpithelial, NucleusTypes.FromName("Neoplastic_Epithelial"));
        Assert.Null(NucleusTypes.FromName("other"));
        Assert.Null(NucleusTypes.FromNumber(6));
        Assert.Equal(5, NucleusTypes.Proper.Count);
    }
}
