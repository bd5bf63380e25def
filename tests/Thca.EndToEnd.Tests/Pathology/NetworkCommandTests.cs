using System.Globalization;
using System.Text.Json;
using Thca.Core.Tables;
using Thca.Testing;

namespace Thca.EndToEnd.Tests.Pathology;

/// <summary><c>thca pathology train</c>, <c>evaluate</c> and <c>detect</c> with a network as a user runs them, at an eighth of the width and for a few steps.</summary>
public sealed class NetworkCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TrainEvaluateDetect_FewSteps_ResumedToTheSameBytes_JudgedOnUnseenTiles()
    {
        string[] train =
        [
            "train", "--phantom-tiles", "2", "--tile-size", "160", "--width-divisor", "8", "--patch", "128", "--batch", "1", "--steps", "2", "--learning-rate", "2e-3",
            "--validation-share", "0.5", "--weight-averaging", "0.9", "--device", "cpu",
        ];
        ThcaRun run = Run([.. train, "--epochs", "2", "--out", _folder.File("whole"), "--json"]).Expect(0);
        using (JsonDocument json = JsonDocument.Parse(run.Output))
            Assert.Equal((2, 1, 1), (json.RootElement.GetProperty("epochs").GetInt32(), json.RootElement.GetProperty("samples").GetInt32(), json.RootElement.GetProperty("validation").GetInt32()));
        TextTable epochs = TextTable.Read(_folder.File("whole", "training.csv"));
        Assert.Equal(2, epochs.RowCount);
        Assert.True(epochs.Number(1, "Loss") > 0 && epochs.Number(0, "val_pq") >= 0);
        Run([.. train, "--epochs", "1", "--out", _folder.File("parts")]).Expect(0);
        Run([.. train, "--epochs", "2", "--out", _folder.File("parts"), "--resume", "--jobs", "1"]).Expect(0);
        foreach (string file in (string[])["model.safetensors", "training.csv", "last.safetensors"])
            Assert.True(File.ReadAllBytes(_folder.File("whole", file)).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.File("parts", file))), file);
        Assert.Contains("OTHER_TRAINING", Run([.. train, "--epochs", "2", "--seed", "7", "--resume", "--out", _folder.File("parts")]).Expect(1).Error, StringComparison.Ordinal);

        string model = _folder.File("whole", "model.safetensors");
        string[] evaluate = ["evaluate", "--weights", model, "--phantom-tiles", "2", "--tile-size", "160", "--patch", "128", "--bootstrap", "50", "--device", "cpu"];
        ThcaRun judged = Run([.. evaluate, "--out", _folder.File("judged"), "--jobs", "1"]).Expect(0);
        Assert.Contains("licence: that of the training data", judged.Output, StringComparison.Ordinal);
        Run([.. evaluate, "--out", _folder.File("again"), "--jobs", "2"]).Expect(0);
        foreach (string file in (string[])["metrics.json", "evaluation.csv"])
            Assert.Equal(File.ReadAllText(_folder.File("judged", file)), File.ReadAllText(_folder.File("again", file)));
        TextTable samples = TextTable.Read(_folder.File("judged", "evaluation.csv"));
        Assert.Equal(["evaluate-001", "evaluate-002"], samples.Column("Sample"));
        Assert.All(samples.Column("TrueNuclei"), n => Assert.True(int.Parse(n, CultureInfo.InvariantCulture) > 5));
        Assert.Contains("\"bpq\"", File.ReadAllText(_folder.File("judged", "metrics.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Train_WrongInputs_AreOneLineWithARemedy()
    {
        Assert.Contains("--data or --phantom-tiles", Run("train", "--out", _folder.File("x")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("100 pixels", Run("train", "--phantom-tiles", "1", "--patch", "100", "--out", _folder.File("x")).Expect(2).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.File("empty"));
        ThcaRun nothing = Run("train", "--data", _folder.File("empty"), "--width-divisor", "8", "--out", _folder.File("x")).Expect(1);
        Assert.Contains("images.npy", nothing.Error, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("weights.safetensors"), "no weights");
        ThcaRun damaged = Run("evaluate", "--weights", _folder.File("weights.safetensors"), "--phantom-tiles", "1", "--out", _folder.File("x")).Expect(1);
        Assert.All((ThcaRun[])[nothing, damaged], r => Assert.Single(r.Error.TrimEnd().Split('\n')));
    }

    [Fact]
    public void WeightsOfAnotherNetwork_AreRefusedByName()
    {
        string other = SharedData.Path("golden", "networks", "cbam2d.safetensors");
        ThcaRun run = Run("evaluate", "--weights", other, "--phantom-tiles", "1", "--tile-size", "96", "--out", _folder.File("x")).Expect(1);
        Assert.Contains("HoVer-Net", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private static ThcaRun Run(params string[] arguments) => ThcaRun.Of(["pathology", .. arguments, "--progress", "none"]);
}
