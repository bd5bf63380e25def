using System.Text;
using CsCheck;
using Thca.Core.Errors;
using Thca.Testing;
using Thca.Torch.Weights;

namespace Thca.Torch.Tests.Weights;

public class SafetensorsFileTests
{
    [Fact]
    public void WriteThenRead_RandomTensors_AreEqual() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 4], Gen.Int[0, 12]).Array[1, 6].Sample(specs =>
        {
            Dictionary<string, WeightTensor> tensors = [];
            for (int i = 0; i < specs.Length; i++)
            {
                (int[] shape, int type) = specs[i];
                long[] extents = [.. shape.Select(s => (long)s)];
                long bytes = extents.Aggregate(1L, (a, b) => a * b) * ((WeightType)type).ElementSize();
                tensors[$"t{i}"] = new WeightTensor((WeightType)type, extents, Enumerable.Range(0, (int)bytes).Select(b => (byte)(b * 7)).ToArray());
            }

            using var stream = new MemoryStream();
            SafetensorsFile.Write(stream, tensors, new Dictionary<string, string> { ["schema"] = "thca-seg/1" });
            SafetensorsContent content = SafetensorsFile.Read(stream.ToArray());
            Assert.Equal("thca-seg/1", content.Metadata["schema"]);
            Assert.Equal(tensors.Count, content.Tensors.Count);
            foreach ((string name, WeightTensor tensor) in tensors)
            {
                Assert.Equal(tensor.Type, content.Tensors[name].Type);
                Assert.Equal(tensor.Shape, content.Tensors[name].Shape);
                Assert.Equal(tensor.Data.ToArray(), content.Tensors[name].Data.ToArray());
            }
        }, iter: 100);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4)] // shape needs 8
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)] // gap
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8)] // tail
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)] // twice
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4)]
    [InlineData("""{"a":3}""", 0)]
    [InlineData("[1]", 0)]
    public void Read_DamagedHeader_IsRefused(string header, int dataBytes)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] file = [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[dataBytes]];
        Assert.Throws<DataFormatException>(() => SafetensorsFile.Read(file));
    }

    [Fact]
    public void Read_HeaderLongerThanFile_IsRefusedBeforeAllocation() =>
        Assert.Throws<DataFormatException>(() => SafetensorsFile.Read(new byte[] { 255, 255, 255, 255, 255, 0, 0, 0, (byte)'{' }));

    [Theory]
    [InlineData("cbam2d")]
    [InlineData("cbam3d")]
    [InlineData("cbam3d_ds")]
    public void ReadThenWrite_GoldenFile_KeepsEveryTensor(string network)
    {
        SafetensorsContent content = SafetensorsFile.Read(SharedData.Path("golden", "networks", network + ".safetensors"));
        using var stream = new MemoryStream();
        SafetensorsFile.Write(stream, content.Tensors, content.Metadata);
        SafetensorsContent again = SafetensorsFile.Read(stream.ToArray());
        Assert.Equal(content.Tensors.Keys.Order(), again.Tensors.Keys.Order());
        Assert.All(content.Tensors, t => Assert.Equal(t.Value.ToSingle(), again.Tensors[t.Key].ToSingle()));
    }
}
