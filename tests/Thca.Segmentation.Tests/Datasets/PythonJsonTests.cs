using Thca.Core.Errors;
using Thca.Segmentation.Datasets;

namespace Thca.Segmentation.Tests.Datasets;

public class PythonJsonTests
{
    [Fact]
    public void BareNaN_IsNull_ButNotInsideText() =>
        Assert.Equal("""{"a":null,"b":[null,null],"c":"NaN \" Infinity"}""", PythonJson.Parse("""{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN \" Infinity"}""", "x")!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    [Theory]
    [InlineData("{")]
    [InlineData("NaNa")]
    [InlineData("{\"a\": 1, \"a\": }")]
    public void Damage_IsNamed(string text) => Assert.Contains("'x' is no JSON", Assert.Throws<DataFormatException>(() => PythonJson.Parse(text, "x")).Message, StringComparison.Ordinal);
}
