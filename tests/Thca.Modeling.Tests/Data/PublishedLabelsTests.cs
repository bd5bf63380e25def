using Thca.Core.Errors;
using Thca.Modeling.Data;

namespace Thca.Modeling.Tests.Data;

public sealed class PublishedLabelsTests
{
    [Theory]
    [InlineData("Sex", " male ", "Male")]
    [InlineData("T_stage", "t3A", "T3")]
    [InlineData("T_stage", "T4", "T4")]
    [InlineData("T_stage", "Tx", null)]
    [InlineData("N_stage", "N1b", "N1")]
    [InlineData("N_stage", "NX", null)]
    [InlineData("Multifocal", "yes", "Yes")]
    [InlineData("T_stage", "T5", "T5")]
    [InlineData("Histology", "papillary", "papillary")]
    [InlineData("Sex", null, null)]
    public void Cells_become_labels(string column, string? cell, string? expected) => Assert.Equal(expected, PublishedLabels.Normalise(column, cell));

    [Fact]
    public void Sub_stages_of_a_table_are_their_main_stage()
    {
        using var folder = new Thca.Testing.TemporaryFolder();
        PatientRecords records = FeatureTableIntake.Read([new FeatureSource(folder.Write("clinical.csv", "PatientID,T_stage\n1,T1a\n2,t2\n3,TX\n4,T4b\n"))]);
        Assert.Equal(["T1", "T2", null, "T4"], records.Columns[0].Labels);
        PublishedLabels.RequireKnown(records);
        Assert.Equal(3, LabelCoding.For("T_stage", records.Columns[0].Labels)["T4"]);
    }

    [Fact]
    public void What_is_not_known_is_named()
    {
        var labels = new PatientRecords { Patients = ["7"], Columns = [new PatientColumn("T_stage", Modality.Clinical, [], ["T9"])] };
        Assert.Contains("Patient 7, column 'T_stage': 'T9'", Assert.Throws<TableException>(() => PublishedLabels.RequireKnown(labels)).Message, StringComparison.Ordinal);
        var codes = new PatientRecords { Patients = ["7"], Columns = [new PatientColumn("N_stage", Modality.Clinical, [2], [])] };
        Assert.Throws<TableException>(() => PublishedLabels.RequireKnown(codes));
    }
}
