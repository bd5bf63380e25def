using System.IO.Compression;
using System.Text.Json.Nodes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Segmentation.Inference;
using Thca.Segmentation.Preprocessing;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Inference;

public sealed class ProbabilityFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_IsTheSoftmaxOnTheFilesGrid_BackgroundOutsideTheBox()
    {
        // A file whose x runs to the patient's right, cropped to its middle two voxels; the networks' grid is the box itself.
        var file = new ImageGeometry(new GridSize(4, 1, 1), Spacing.Isotropic(1), new PhysicalPoint(0, 0, 0), DirectionCosines.FromArray([-1, 0, 0, 0, -1, 0, 0, 0, 1]));
        CaseProperties properties = Properties(file, new VoxelRegion(new VoxelIndex(1, 0, 0), new GridSize(2, 1, 1)), new GridSize(2, 1, 1));
        using var store = new LogitStore(properties.Size, 3, long.MaxValue, Path.GetTempPath());
        float[][] logits = [[0, 100], [MathF.Log(2), -100], [MathF.Log(5), 99]];
        for (int c = 0; c < 3; c++) logits[c].CopyTo(store.Class(c));
        ProbabilityFile.Write(_folder.File("case.npz"), store, properties.Back(), properties);

        (int[] shape, double[] p) = Read("case.npz");
        Assert.Equal([3, 1, 1, 4], shape);
        double large = 1 / (1 + Math.Exp(-1));
        // The first voxel of the box is the last but one in the file.
        // A logit of 100 is itself exact to 1e-5 only.
        Close.To([1, large, 1.0 / 8, 1], p.AsSpan(0, 4), 1e-5);
        Close.To([0, 0, 2.0 / 8, 0], p.AsSpan(4, 4), 1e-6);
        Close.To([0, 1 - large, 5.0 / 8, 0], p.AsSpan(8), 1e-5, 1e-7);
        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder.File("case.properties.json")))!;
        Assert.Equal("[[0,1],[0,1],[1,3]]", json["bbox_used_for_cropping"]!.ToJsonString());
    }

    [Fact]
    public void Write_AnyThreads_GivesTheSameBytes_AndTheClassOfTheLabelMap()
    {
        var file = new ImageGeometry(new GridSize(13, 11, 9), Spacing.Isotropic(1));
        CaseProperties properties = Properties(file, new VoxelRegion(default, file.Size), new GridSize(7, 6, 5));
        using var store = new LogitStore(properties.Size, 4, long.MaxValue, Path.GetTempPath());
        for (int c = 0; c < 4; c++)
        {
            for (int i = 0; i < properties.Size.Count; i++) store.Class(c)[i] = 3 * MathF.Sin(0.9f * i + 2 * c);
        }

        ProbabilityFile.Write(_folder.File("one.npz"), store, properties.Back(), properties, ComputeOptions.SingleThread);
        ProbabilityFile.Write(_folder.File("four.npz"), store, properties.Back(), properties, new ComputeOptions { MaxDegreeOfParallelism = 4 });
        Assert.Equal(File.ReadAllBytes(_folder.File("one.npz")), File.ReadAllBytes(_folder.File("four.npz")));
        (_, double[] p) = Read("one.npz");
        short[] labels = StreamingArgMax.Run(store, properties.Back());
        int n = file.Size.Count;
        Assert.All(Enumerable.Range(0, n), i =>
        {
            Close.To(1, p[i] + p[n + i] + p[2 * n + i] + p[3 * n + i], 1e-5);
            Assert.True(Enumerable.Range(0, 4).All(c => p[c * n + i] <= p[labels[i] * n + i] + 1e-6));
        });
    }

    private static CaseProperties Properties(ImageGeometry file, VoxelRegion box, GridSize size) => new()
    {
        FileGeometry = file,
        Orientation = ArrayOrientation.Lps,
        TransposeForward = [0, 1, 2],
        SizeBeforeCrop = file.Size,
        Box = box,
        SpacingBeforeResampling = file.Spacing,
        Size = size,
        Spacing = Spacing.Isotropic(2),
    };

    private (int[] Shape, double[] Values) Read(string name)
    {
        using ZipArchive zip = ZipFile.OpenRead(_folder.File(name));
        ZipArchiveEntry entry = Assert.Single(zip.Entries);
        Assert.Equal("probabilities.npy", entry.FullName);
        entry.ExtractToFile(_folder.File("array.npy"), overwrite: true);
        return NpyFile.Read(_folder.File("array.npy"));
    }
}
