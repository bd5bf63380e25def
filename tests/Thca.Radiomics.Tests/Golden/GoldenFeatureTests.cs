using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Golden;

/// <summary>Every stored PyRadiomics result, feature by feature and in its order.</summary>
public class GoldenFeatureTests
{
    // Values that are differences of nearly equal numbers carry rounding of either side.
    private static readonly HashSet<string> Cancelling = ["glcm_MCC", "glcm_Imc1", "glcm_Imc2", "firstorder_Skewness"];

    public static TheoryData<string> Cases() => [.. GoldenCase.Names().Where(n => !n.Contains("resample", StringComparison.Ordinal) && !n.Contains("shape2d", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Extract_GoldenCase_GivesStoredValues(string name)
    {
        GoldenCase golden = GoldenCase.Find(name);
        if (golden.Error is not null)
        {
            RadiomicsOptions failing = golden.ReadSettings();
            var error = Assert.Throws<ThcaException>(() => new RadiomicsExtractor(failing).Extract(GoldenVolumes.Image(golden.Input), GoldenVolumes.Labels(golden.Input)));
            Assert.Equal(ProblemCodes.MaskTooSmall, error.Code);
            return;
        }

        IReadOnlyList<KeyValuePair<string, double>> expected = golden.Expected();
        FeatureVector actual = new RadiomicsExtractor(golden.Options()).Extract(GoldenVolumes.Image(golden.Input), GoldenVolumes.Labels(golden.Input), ComputeOptions.SingleThread);

        Assert.Equal(expected.Select(e => e.Key), actual.Values.Select(v => v.Name));
        Assert.All(expected.Where(e => !PendingMesh.Has(e.Key)), e => Close.To(e.Value, actual[e.Key], golden.IsResampled || Cancelling.Contains(e.Key) ? 1e-6 : 1e-9, 1e-12, $"{name} {e.Key}"));
    }
}
