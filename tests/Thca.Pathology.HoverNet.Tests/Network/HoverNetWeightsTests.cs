using System.Text;
using Thca.Core.Errors;
using Thca.Pathology.HoverNet.Network;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Pathology.HoverNet.Tests.Network;

public class HoverNetWeightsTests
{
    private static readonly HoverNetPlan Small = new() { WidthDivisor = 8 };

    [Fact]
    public void SaveAndRead_GiveTheSameWeights_PlanAndLicence()
    {
        using var folder = new TemporaryFolder();
        using HoverNetwork network = HoverNetwork.Create(Small, 3);
        HoverNetWeights weights = HoverNetWeights.Of(network) with { Licence = "CC0", Source = "test" };
        weights.Save(folder.File("w.safetensors"), ["Background", "Tumour"]);
        HoverNetWeights read = HoverNetWeights.Read(folder.File("w.safetensors"));
        Assert.Equal(Small, read.Plan);
        Assert.Equal("CC0", read.Licence);
        Assert.Equal("test", read.Source);
        Assert.Equal(64, read.Sha256.Length);
        Assert.Equal("0.25", read.Metadata["mpp"]);
        using HoverNetwork other = read.CreateNetwork();
        Assert.Equal(weights.Tensors["decoder.tp.u0.conv.bias"].ToSingle(), StateDict.Save(other)["decoder.tp.u0.conv.bias"].ToSingle());
        Assert.Equal("mine", HoverNetWeights.Read(folder.File("w.safetensors"), "mine").Licence);
    }

    [Fact]
    public void From_ModulePrefixAndConvertedCheckpoint_AreCompleted()
    {
        using HoverNetwork network = HoverNetwork.Create(Small);
        Dictionary<string, WeightTensor> converted = StateDict.Save(network)
            .Where(t => !t.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal) && t.Key != "upsample2x.unpool_mat")
            .ToDictionary(t => "module." + t.Key, t => t.Value);
        Assert.Equal(667, converted.Count);
        HoverNetWeights weights = HoverNetWeights.From(converted);
        Assert.Equal(798, weights.Tensors.Count);
        Assert.Contains("PanNuke", weights.Licence, StringComparison.Ordinal);
        weights.LoadInto(network);
    }

    [Fact]
    public void LoadInto_OtherMode_SaysSo()
    {
        using HoverNetwork original = HoverNetwork.Create(Small with { Mode = HoverNetMode.Original }), fast = HoverNetwork.Create(Small);
        DataFormatException error = Assert.Throws<DataFormatException>(() => HoverNetWeights.Of(original).LoadInto(fast));
        Assert.Contains("Original with 6 types", error.Message, StringComparison.Ordinal);
        Assert.Contains("Fast with 6 types", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateNetwork_MissingUnexpectedAndMisshapen_AreNamed()
    {
        using HoverNetwork network = HoverNetwork.Create(Small);
        Dictionary<string, WeightTensor> tensors = StateDict.Save(network).ToDictionary();
        tensors.Remove("d1.shortcut.weight");
        tensors["extra.weight"] = WeightTensor.FromSingle([1], [0]);
        tensors["conv_bot.weight"] = WeightTensor.FromSingle([1, 1, 1, 1], [0]);
        DataFormatException error = Assert.Throws<DataFormatException>(() => HoverNetWeights.From(tensors).CreateNetwork());
        foreach (string name in new[] { "d1.shortcut.weight", "extra.weight", "conv_bot.weight" }) Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal("Give a complete checkpoint of HoVer-Net fast or original.", error.Remedy);
    }

    [Fact]
    public void From_AnotherNetwork_IsRefusedByName()
    {
        var tensors = new Dictionary<string, WeightTensor> { ["encoder.stem.weight"] = WeightTensor.FromSingle([1], [0]) };
        DataFormatException error = Assert.Throws<DataFormatException>(() => HoverNetWeights.From(tensors));
        Assert.Contains("encoder.stem.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HostilePickle_IsRefusedWithoutRunningIt()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("evil.pth"), proof = folder.File("proof");
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes($"cos\nsystem\n(S'touch {proof}'\ntR."));
        Assert.Throws<DataFormatException>(() => HoverNetWeights.Read(path));
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public void LoadEncoder_TakesTheEncoderOnly()
    {
        using HoverNetwork source = HoverNetwork.Create(Small, 1), target = HoverNetwork.Create(Small, 2);
        Dictionary<string, WeightTensor> encoder = StateDict.Save(source).Where(t => !t.Key.StartsWith("decoder", StringComparison.Ordinal)).ToDictionary();
        float[] decoderBefore = StateDict.Save(target)["decoder.np.u1.conva.weight"].ToSingle();
        HoverNetWeights.LoadEncoder(target, encoder);
        IReadOnlyDictionary<string, WeightTensor> after = StateDict.Save(target);
        Assert.Equal(encoder["d3.units.2.conv3.weight"].ToSingle(), after["d3.units.2.conv3.weight"].ToSingle());
        Assert.NotEqual(encoder["conv_bot.weight"].ToSingle(), after["conv_bot.weight"].ToSingle());
        Assert.Equal(decoderBefore, after["decoder.np.u1.conva.weight"].ToSingle());
        encoder.Remove("d0.shortcut.weight");
        Assert.Contains("the encoder of HoVer-Net", Assert.Throws<DataFormatException>(() => HoverNetWeights.LoadEncoder(target, encoder)).Remedy, StringComparison.Ordinal);
    }
}
