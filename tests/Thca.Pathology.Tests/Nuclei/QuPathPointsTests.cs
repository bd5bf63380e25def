using Thca.Core.Errors;
using Thca.Core.Histology;
using Thca.Pathology.Nuclei;
using Thca.Testing;

namespace Thca.Pathology.Tests.Nuclei;

public class QuPathPointsTests
{
    [Fact]
    public void Write_IsTheDocumentedTable_AndReadsBack()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("points.tsv");
        QuPathPoints.Write(path, [Samples.Square(0, NucleusType.NeoplasticEpithelial, 0, 0, 4), Samples.Square(1, NucleusType.NonNeoplasticEpithelial, 10, 0, 3)]);
        Assert.Equal("x\ty\tclass\tname\tcolor\n1.5\t1.5\t\tneopla\t16711680\n11\t1\t\tno-neo\t255\n", File.ReadAllText(path));
        Assert.Equal([new NucleusPoint(1.5, 1.5, NucleusType.NeoplasticEpithelial), new NucleusPoint(11, 1, NucleusType.NonNeoplasticEpithelial)], QuPathPoints.Read(path));
    }

    [Theory]
    [InlineData("x\ty\tclass\tname\tcolor\n1\t2\t\tfoo\t0\n", "data row 1")]
    [InlineData("x\ty\tclass\tname\tcolor\n\t2\t\tneopla\t0\n", "no finite position")]
    [InlineData("x\ty\tclass\tcolor\n1\t2\t\t0\n", "no column 'name'")]
    public void Read_HostileTable_SaysWhere(string text, string message)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("points.tsv");
        File.WriteAllText(path, text);
        Assert.Contains(message, Assert.ThrowsAny<ThcaException>(() => QuPathPoints.Read(path)).What, StringComparison.Ordinal);
    }
}
