using System.Globalization;
using System.Text.Json;
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

    public static TheoryData<string> Cases() => [.. GoldenCase.Names()];

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

        AssertDiagnostics(golden.Diagnostics, actual.Diagnostics.ToDictionary());
        Assert.Equal(expected.Select(e => e.Key), actual.Values.Select(v => v.Name));
        Assert.All(expected, e => Close.To(e.Value, actual[e.Key], golden.IsResampled || Cancelling.Contains(e.Key) ? 1e-6 : 1e-9, 1e-12, $"{name} {e.Key}"));
    }

    [Fact]
    public void Extract_Brain1_HashesEqualPublishedOnes()
    {
        Dictionary<string, string> diagnostics = new RadiomicsExtractor(new RadiomicsOptions { FeatureClasses = ["firstorder"] })
            .Extract(GoldenVolumes.Image("brain1"), GoldenVolumes.Labels("brain1")).Diagnostics.ToDictionary();
        Assert.Equal("5c9ce3ca174f0f8324aa4d277e0fef82dc5ac566", diagnostics["diagnostics_Image-original_Hash"]);
        Assert.Equal("9dc2c3137b31fd872997d92c9a92d5178126d9d3", diagnostics["diagnostics_Mask-original_Hash"]);
    }

    private static void AssertDiagnostics(JsonElement expected, Dictionary<string, string> actual)
    {
        Assert.True(expected.EnumerateObject().Count() >= 13);
        Assert.All(expected.EnumerateObject(), entry =>
        {
            string text = actual["diagnostics_" + entry.Name];
            if (entry.Value.ValueKind == JsonValueKind.String)
            {
                Assert.Equal(entry.Value.GetString(), text);
                return;
            }

            double[] wanted = entry.Value.ValueKind == JsonValueKind.Array ? [.. entry.Value.EnumerateArray().Select(e => e.GetDouble())] : [entry.Value.GetDouble()];
            double[] got = [.. text.Trim('(', ')').Split(", ").Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
            // Beside the region one interpolated value that is a whole number but for rounding may be cut to the next integer.
            Close.To(wanted, got, entry.Name == "Image-interpolated_Mean" ? 1e-4 : 1e-9, 1e-9, entry.Name);
        });
    }
}
