using Thca.Core.Tables;

namespace Thca.Core.Tests.Tables;

public class IdentifierTextTests
{
    [Theory]
    [InlineData("1E+05")]
    [InlineData("1.23E+11")]
    [InlineData("1,23E+11")]
    [InlineData("=\"001\"")]
    [InlineData("'001")]
    [InlineData("12.0")]
    [InlineData("#REF!")]
    [InlineData("########")]
    [InlineData(" 001")]
    public void SpreadsheetDamage_Mangled_IsNamed(string id) => Assert.NotNull(IdentifierText.SpreadsheetDamage(id));

    [Theory]
    [InlineData("")]
    [InlineData("001")]
    [InlineData("1E5")]
    [InlineData("12.5")]
    [InlineData("2024-03-01")]
    [InlineData("#1")]
    [InlineData("P-1.E+")]
    public void SpreadsheetDamage_Intact_IsNull(string id) => Assert.Null(IdentifierText.SpreadsheetDamage(id));
}
