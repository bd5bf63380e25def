using System.Text.Json;
using Thca.Core.Histology;
using Thca.Core.Tables;
using Thca.Pathology.Heterogeneity;
using Thca.Pathology.NuclearFeatures;
using Thca.Testing;

namespace Thca.Pathology.Tests.Heterogeneity;

public class ReferenceHeterogeneityTests
{
    [Theory]
    [InlineData("macenko")]
    [InlineData("reinhard")]
    public void Scores_OfStoredFeatures_EqualTheScripts(string method)
    {
        TextTable table = TextTable.Read(SharedData.Path("golden", "nuclear", $"slide_a.features_{method}.csv"));
        NucleusType[] types = [.. Enumerable.Range(0, table.RowCount).Select(r => (NucleusType)(int)table.Number(r, "nucleus_type"))];
        double[][] columns = [.. NuclearFeatureCatalog.Reference25.Select(f => Enumerable.Range(0, table.RowCount).Select(r => table.Number(r, f.Name)).ToArray())];
        double[] scores = ReferenceHeterogeneity.Scores(types, columns);
        JsonElement expected = GoldenJson.Open("nuclear", $"slide_a.ith_{method}.json");
        for (int f = 0; f < scores.Length; f++) Close.To(expected.GetProperty(NuclearFeatureCatalog.Reference25[f].Name + "_ith").GetDouble(), scores[f], 1e-9, 1e-12, NuclearFeatureCatalog.Reference25[f].Name);
    }

    [Fact]
    public void Scores_AverageTypesThatHaveTwoNuclei()
    {
        NucleusType[] types = [NucleusType.NeoplasticEpithelial, NucleusType.NeoplasticEpithelial, NucleusType.Inflammatory, NucleusType.Connective, NucleusType.Connective, NucleusType.Dead, NucleusType.Dead];
        Assert.Equal([(1 + 3) / 2.0], ReferenceHeterogeneity.Scores(types, [[1, 3, 50, 10, 16, 0, 99]]));
        Assert.True(double.IsNaN(ReferenceHeterogeneity.Scores([NucleusType.Dead, NucleusType.Dead], [[1, 2]])[0]));
    }
}
