using System.Text.Json;
using Thca.Core.Errors;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Torch.Tests.Weights;

public class TorchCheckpointFileTests
{
    [Theory]
    [InlineData("cbam2d", "cbam2d.state_dict.pth")]
    [InlineData("cbam2d", "cbam2d.checkpoint.pth")]
    [InlineData("cbam3d", "cbam3d.state_dict.pth")]
    [InlineData("cbam3d", "cbam3d.legacy.pth")]
    [InlineData("cbam3d", "cbam3d.checkpoint.pth")]
    [InlineData("cbam3d_ds", "cbam3d_ds.state_dict.pth")]
    [InlineData("cbam3d_ds", "cbam3d_ds.checkpoint.pth")]
    public void Read_GoldenCheckpoint_EqualsSafetensorsAndKeyList(string network, string file)
    {
        CheckpointContent content = TorchCheckpointFile.Read(SharedData.Path("golden", "networks", file));
        SafetensorsContent expected = SafetensorsFile.Read(SharedData.Path("golden", "networks", network + ".safetensors"));
        using JsonDocument description = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("golden", "networks", network + ".json")));
        Assert.Equal(description.RootElement.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("key").GetString()), content.Names);
        foreach (string name in content.Names)
        {
            WeightTensor tensor = content.Tensors[name];
            string stored = expected.Tensors.ContainsKey(name) ? name : content.Aliases.GetValueOrDefault(name, name);
            Assert.Equal(expected.Tensors[stored].Shape, tensor.Shape);
            Assert.Equal(expected.Tensors[stored].ToSingle(), tensor.ToSingle());
        }
    }

    [Fact]
    public void Read_TrainingCheckpoint_KeepsSettingsAndTrainer()
    {
        CheckpointContent content = TorchCheckpointFile.Read(SharedData.Path("golden", "networks", "cbam3d.checkpoint.pth"));
        Assert.Contains("trainer_name", content.Settings.Keys);
        Assert.Contains(content.Settings.Keys, k => k.StartsWith("init_args.", StringComparison.Ordinal));
        Assert.NotEmpty(content.Aliases);
    }

    [Fact]
    public void Read_MutatedBytes_RefusesOrReads_NeverCrashes()
    {
        byte[] original = File.ReadAllBytes(SharedData.Path("golden", "networks", "cbam3d.legacy.pth"));
        int mutations = Environment.GetEnvironmentVariable("THCA_LONG") == "1" ? 10_000 : 500;
        for (int i = 0; i < mutations; i++)
        {
            Core.Randomness.RandomStream stream = new Core.Randomness.RandomSeed(7).Stream("mutate", "legacy", i);
            byte[] mutant = [.. original.AsSpan(0, i % 3 == 0 ? stream.NextInt(original.Length) + 1 : original.Length)];
            for (int k = 0; k < 3; k++) mutant[stream.NextInt(Math.Min(mutant.Length, 20_000))] = (byte)stream.NextInt(256);
            Refuses(mutant);
        }
    }

    [Fact]
    public void Read_MutatedZip_RefusesOrReads_NeverCrashes()
    {
        byte[] original = File.ReadAllBytes(SharedData.Path("golden", "networks", "cbam2d.checkpoint.pth"));
        int mutations = Environment.GetEnvironmentVariable("THCA_LONG") == "1" ? 10_000 : 500;
        for (int i = 0; i < mutations; i++)
        {
            Core.Randomness.RandomStream stream = new Core.Randomness.RandomSeed(7).Stream("mutate", "zip", i);
            byte[] mutant = [.. original];
            for (int k = 0; k < 4; k++) mutant[stream.NextInt(mutant.Length)] = (byte)stream.NextInt(256);
            Refuses(mutant);
        }
    }

    [Fact]
    public void Read_UnknownGlobalAmongWeights_IsRefusedByName()
    {
        // {"w": os.system("x")} in protocol 2: the call stays an inert placeholder, and a placeholder is no weight.
        byte[] pickle =
        [
            0x80, 2, 0x7D, 0x8C, 1, (byte)'w', 0x63, .. "os\nsystem\n"u8, 0x8C, 1, (byte)'x', 0x85, 0x52, 0x73, 0x2E,
        ];
        DataFormatException error = Assert.Throws<DataFormatException>(() => TorchCheckpointFile.Read(Legacy(pickle)));
        Assert.Contains("os.system", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SelfContainingList_IsRefused()
    {
        // {"network_weights": {}, "loop": l} with l = [l, l]: without a bound the walk would never end.
        byte[] pickle =
        [
            0x80, 2, 0x7D, 0x8C, 15, .. "network_weights"u8, 0x7D, 0x73, 0x8C, 4, .. "loop"u8, 0x5D, 0x71, 1, 0x28, 0x68, 1, 0x68, 1, 0x65, 0x73, 0x2E,
        ];
        Assert.Throws<DataFormatException>(() => TorchCheckpointFile.Read(Legacy(pickle)));
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3, 4 })]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0 })]
    public void Read_NotACheckpoint_IsRefused(byte[] bytes) => Assert.Throws<DataFormatException>(() => TorchCheckpointFile.Read(bytes));

    private static byte[] Legacy(byte[] pickle) =>
    [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E, // magic 0x1950a86a20f9469cfc6c
        0x80, 2, 0x4D, 0xE9, 3, 0x2E, // 1001
        0x80, 2, 0x7D, 0x2E,
        .. pickle,
        0x80, 2, 0x5D, 0x2E,
    ];

    private static void Refuses(byte[] bytes)
    {
        try
        {
            Assert.NotEmpty(TorchCheckpointFile.Read(bytes).Names);
        }
        catch (DataFormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }
}
