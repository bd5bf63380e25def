using System.Collections.Concurrent;
using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Segmentation.Assessment;
using Thca.Statistics.Agreement;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Assessment;

public sealed class ReaderStudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Three_readers()
    {
        for (int i = 0; i < 5; i++)
        {
            Mask("A", $"p{i}", 4 + i);
            Mask("B", $"p{i}", 4 + i);
            Mask("C", $"p{i}", 5 + i);
        }

        Mask("A", "lonely", 5);
        Mask("B", "lonely", 5);
        ConcurrentDictionary<string, int> consensus = [];
        ReaderStudyResult result = ReaderStudy.Run(Readers(), new EditStudyOptions { BootstrapReplicates = 50 }, (id, mask) => consensus[id.Value] = mask.Count());
        Assert.Equal((6, 5), (result.Cases.Count, result.Patients));
        Assert.Equal(EditProblems.Unmatched, result.Cases[0].Status.Code);
        Assert.Contains("no mask of C", result.Cases[0].Status.Message, StringComparison.Ordinal);
        Assert.Equal([("A", "B"), ("A", "C"), ("B", "C")], result.Pairs.Select(p => (p.First, p.Second)));
        Assert.Equal((1.0, 0.0), (result.Pairs[0].Dice.Summary.Mean, result.Pairs[0].Volumes.Bias));
        // C marks one layer of 25 voxels of 2 mm³ more.
        Close.To(50, result.Pairs[1].Volumes.Bias, 1e-12);
        Close.To(0, result.Pairs[1].Volumes.StandardDeviation, 0, 1e-9);
        Close.To(1, result.Correlations.Single(c => c.Form == IntraclassForm.ConsistencySingle).Value, 1e-9);
        Assert.True(result.Correlations.Single(c => c.Form == IntraclassForm.AgreementSingle).Value < 1);
        Assert.Equal((100, 1.0), (consensus["p0"], result.Cases.Single(c => c.Case.Value == "p0").Readings[0].ConsensusDice));
        ReaderStudyWriter.Write(_folder.File("out"), result);
        TextTable readings = TextTable.Read(_folder.File("out", "readers.csv"));
        Assert.Equal((16, "UNMATCHED_FILE", "200"), (readings.RowCount, readings[0, "Status"], readings[1, "consensus_volume_mm3"]));
        Assert.Equal("ICC(A,1)", TextTable.Read(_folder.File("out", "reader_agreement.csv"))[0, "form"]);
        Assert.Equal("50", TextTable.Read(_folder.File("out", "reader_pairs.csv"))[1, "bias_mm3"]);
        Assert.Contains("volume of C minus A 50.0 mm³", File.ReadAllText(_folder.File("out", "readers.md")), StringComparison.Ordinal);
        ReaderStudyWriter.Write(_folder.File("one"), ReaderStudy.Run(Readers(), new EditStudyOptions { BootstrapReplicates = 50 }, compute: ComputeOptions.SingleThread));
        foreach (string file in Directory.GetFiles(_folder.File("one"))) Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_folder.File("out", Path.GetFileName(file))));
    }

    [Fact]
    public void Wrong_requests_are_refused()
    {
        foreach (string reader in (string[])["A", "B", "C"]) Directory.CreateDirectory(_folder.File(reader));
        Assert.Throws<DataFormatException>(() => ReaderStudy.Run(Readers()));
        Assert.Throws<OptionsException>(() => ReaderStudy.Run([Readers()[0]]));
        Assert.Throws<OptionsException>(() => ReaderStudy.Run([Readers()[0], Readers()[0]]));
        Mask("A", "x", 4);
        Mask("B", "x", 4);
        Mask("C", "x", 4, label: 3);
        Assert.Equal(EditProblems.LabelAmbiguous, ReaderStudy.Run(Readers()).Cases[0].Status.Code);
        Assert.Equal(ProblemCodes.Ok, ReaderStudy.Run(Readers(), new EditStudyOptions { Label = 11 }).Cases[0].Status.Code);
    }

    private ReaderFolder[] Readers() => [.. new[] { "A", "B", "C" }.Select(n => new ReaderFolder(n, _folder.File(n)))];

    private void Mask(string reader, string id, int layers, int label = 11)
    {
        Directory.CreateDirectory(_folder.File(reader));
        EditFolders.Write(Boxes.Labelled(EditFolders.Grid, (label, Boxes.Box(EditFolders.Grid, (4, 4, 1), (5, 5, layers)))), _folder.File(reader, $"{id}.nii.gz"));
    }
}
