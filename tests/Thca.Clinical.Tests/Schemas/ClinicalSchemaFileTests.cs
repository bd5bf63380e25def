using Thca.Clinical.Schemas;
using Thca.Core.Errors;

namespace Thca.Clinical.Tests.Schemas;

public class ClinicalSchemaFileTests
{
    [Fact]
    public void RoundTrip_KeepsEveryField()
    {
        ClinicalSchema read = ClinicalSchemaFile.Parse(ClinicalSchemaFile.ToJson(ThcaSchema.Instance));
        Assert.Equal(ClinicalSchemaFile.ToJson(ThcaSchema.Instance), ClinicalSchemaFile.ToJson(read));
        Assert.Equal(ThcaSchema.Instance.Columns.Count, read.Columns.Count);
    }

    [Fact]
    public void Dictionary_HasTwentyEightFeatures() => Assert.Equal(28, ThcaSchema.Instance.Columns.Count(c => c.Name != "M_stage")); // specification, section 1.2

    [Theory]
    [InlineData("{}", "schema")]
    [InlineData("not json", "clinical schema")]
    [InlineData("{\"schema\":\"thca-clinical/1\",\"columns\":[{\"name\":\"a\",\"kind\":\"odd\"}]}", "odd")]
    [InlineData("{\"schema\":\"thca-clinical/1\",\"columns\":[{\"name\":\"a\",\"kind\":\"continuous\",\"per\":\"x\"}]}", "per")]
    public void BadFiles_SayWhatIsWrong(string json, string part) => Assert.Contains(part, Assert.Throws<DataFormatException>(() => ClinicalSchemaFile.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Contradictions_AreReportedTogether()
    {
        OptionsException error = Assert.Throws<OptionsException>(() => ClinicalSchemaFile.Parse(
            """{"schema":"thca-clinical/1","columns":[{"name":"a","kind":"continuous","min":5,"max":1},{"name":"a","kind":"nominal"}]}"""));
        Assert.Equal(3, error.Problems.Count);
    }
}
