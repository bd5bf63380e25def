using Thca.Core.Errors;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Tests.Panel;

public sealed class GradeScaleTests
{
    [Theory]
    [InlineData("negative", 0)]
    [InlineData(" Weak positive ", 1)]
    [InlineData("weak-positive", 1)]
    [InlineData("Weakly_Positive", 1)]
    [InlineData("++", 2)]
    [InlineData("Moderate  Positive", 2)]
    [InlineData("\u5F3A\u9633\u6027", 3)]
    [InlineData("\u9634\u6027", 0)]
    [InlineData("\uFF13", 3)]
    [InlineData("-", 0)]
    [InlineData("3+", 3)]
    [InlineData("2.0", 2)]
    public void Spellings_are_understood(string text, int grade)
    {
        Assert.True(GradeScale.TryParse(text, out int parsed));
        Assert.Equal(grade, parsed);
    }

    [Theory]
    [InlineData("Negatve")]
    [InlineData("4")]
    [InlineData("0.5")]
    [InlineData("--")]
    public void Others_are_not(string text) => Assert.False(GradeScale.TryParse(text, out _));

    [Fact]
    public void A_schema_maps_headers_and_grades()
    {
        ProteinSchema schema = ProteinSchema.Parse("""
            { "schema": "thca-clinical/1", "id": "PatientID", "columns": [
              { "name": "SUCLG1", "source": "\u86CB\u767D1", "levels": [ { "label": "nil", "code": 0 }, { "label": "full", "code": 3, "synonyms": ["Full House"] } ] } ] }
            """);
        Assert.Equal("SUCLG1", schema.Canonical("\u86CB\u767D1"));
        Assert.Equal("other", schema.Canonical("other"));
        Assert.True(GradeScale.TryParse("full house", out int grade, schema.Synonyms("SUCLG1")));
        Assert.Equal(3, grade);
        Assert.Throws<DataFormatException>(() => ProteinSchema.Parse("{"));
        Assert.Throws<DataFormatException>(() => ProteinSchema.Parse("{}"));
        Assert.Throws<DataFormatException>(() => ProteinSchema.Parse("[1]"));
    }

    [Fact]
    public void The_default_panel_states_directions_for_two_proteins()
    {
        Assert.Equal(8, ProteinPanel.Default.Count);
        Assert.Equal(["SUCLG1", "DLAT"], ProteinPanel.Default.Where(p => p.Expected == ExpectedDirection.Lower).Select(p => p.Column));
    }
}
