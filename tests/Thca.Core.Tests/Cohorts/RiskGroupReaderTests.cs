using System.Text;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Core.Tests.Cohorts;

public sealed class RiskGroupReaderTests
{
    private static TextTable Table(string csv) => TextTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "groups.csv");

    [Fact]
    public void Groups_TertilesAndProvenance()
    {
        RiskGroupAssignment groups = RiskGroupReader.Read(
            Table("PatientID,Risk_Group_Clinical,Risk_Group_Tertile,Prediction_Source\n1,low risk,Low,out_of_fold\n2,HIGH,High,resubstitution\n3,,Intermediate,external\n"), [1, 0, -1, 2]);
        Assert.Equal([1, 0, -1, -1], groups.Groups);
        Assert.Equal([2, 0, -1, 1], groups.Tertiles);
        Assert.Equal([true, false, false, false], groups.Resubstituted);
        Assert.Equal([false, false, false, true], groups.External);
        Assert.Equal([ProblemCodes.ResubstitutionGroups], groups.Flags);
        Assert.Equal((0, 1), (groups.Excluded, groups.Empty));
    }

    [Fact]
    public void Alias_IsAcceptedAndFlagged()
    {
        RiskGroupAssignment groups = RiskGroupReader.Read(Table("PatientID,RiskGroup\n1,Low\n2,High\n"), [0, 1]);
        Assert.Equal("RiskGroup", groups.Column);
        Assert.Equal([ProblemCodes.ProvenanceUnknown], groups.Flags);
    }

    [Fact]
    public void PredictionType_CountsAsProvenance() =>
        Assert.Empty(RiskGroupReader.Read(Table("PatientID,Risk_Group_Clinical,Prediction_Type\n1,Low,out_of_fold\n2,High,external\n"), [0, 1]).Flags);

    [Fact]
    public void WrongLabels_AreCounted_AbsentColumnsNamed()
    {
        TableException error = Assert.Throws<TableException>(() => RiskGroupReader.Read(Table("PatientID,G\n1,lo\n2,lo\n3,High\n"), [0, 1, 2], new RiskGroupOptions { GroupColumn = "G" }));
        Assert.Contains("column 'G': 'lo' (2) is neither Low nor High", error.Message, StringComparison.Ordinal);
        Assert.Contains("Risk_Group_Clinical", Assert.Throws<TableException>(() => RiskGroupReader.Read(Table("PatientID,G\n1,Low\n"), [0])).Message, StringComparison.Ordinal);
        Assert.Equal(2, RiskGroupReader.Read(Table("PatientID,G\n1,lo\n2,lo\n3,High\n"), [0, 1, 2], new RiskGroupOptions { GroupColumn = "G", ExcludeGroups = ["lo"] }).Excluded);
    }

    [Fact]
    public void Match_IsByText_ZerosAreNamed()
    {
        PatientMatch match = PatientMatch.Of(["7", "008", "9"], ["007", " 008 ", "10"], "groups.csv");
        Assert.Equal([-1, 1, -1], match.Rows);
        Assert.Equal(["7", "9"], match.Missing);
        Assert.Equal([KeyValuePair.Create("7", "007")], match.Similar);
        Assert.Equal(ProblemCodes.DuplicateId, Assert.Throws<TableException>(() => PatientMatch.Of(["1"], ["2", "2"], "groups.csv")).Code);
    }

    [Theory]
    [InlineData(" High-Risk ", "high risk")]
    [InlineData("high__risk", "high risk")]
    [InlineData("\uFF28\uFF49gh", "high")]
    [InlineData("-", "-")]
    public void Labels_AreComparedWithoutSpelling(string text, string expected) => Assert.Equal(expected, LabelText.Normalize(text));
}
