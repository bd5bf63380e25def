using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Geometry;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;
using Thca.Segmentation.Tests.Datasets;
using Thca.Testing;

namespace Thca.Segmentation.Tests.Preprocessing;

public sealed class DatasetPreprocessorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DatasetFolder _dataset;
    private readonly PlansFile _plans;

    public DatasetPreprocessorTests()
    {
        _dataset = PhantomDataset.Create(_folder.FullName);
        FingerprintResult fingerprint = FingerprintExtractor.Run(_dataset);
        _plans = ExperimentPlanner.Plan(fingerprint.Fingerprint, _dataset.Description, _dataset.Name, new PlannerOptions { TargetSpacing = [5, 2.5, 2.5] });
    }

    private string Out => _folder.File("out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_WritesCases_ResumesThem_AndDoesNotDependOnJobs()
    {
        IReadOnlyList<PreprocessingOutcome> first = DatasetPreprocessor.Run(_dataset, _plans, Out, compute: ComputeOptions.SingleThread);
        Assert.Equal(6, first.Count);
        Assert.All(first, o => Assert.True(o.Size.Succeeded && !o.Reused));
        string full = Path.Combine(Out, "nnUNetPlans_3d_fullres");
        Assert.Equal(["P0", "P1", "P2"], PreprocessedCase.List(full));
        Assert.True(File.Exists(Path.Combine(Out, "gt_segmentations", "P0.nii.gz")));
        Assert.Equal(3, CrossValidationSplit.Read(Path.Combine(Out, "splits_final.json")).Count);
        DatasetPreprocessor.Run(_dataset, _plans, _folder.File("other"), compute: new ComputeOptions { MaxDegreeOfParallelism = 4 });
        foreach (string file in Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(_folder.File("other"), Path.GetRelativePath(Out, file))));

        File.Delete(Path.Combine(full, "P1.label.npy"));
        File.WriteAllBytes(Path.Combine(full, "P2.image.npy"), File.ReadAllBytes(Path.Combine(full, "P2.image.npy"))[..^4]);
        IReadOnlyList<PreprocessingOutcome> again = DatasetPreprocessor.Run(_dataset, _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        Assert.Equal([true, false, false], again.Select(o => o.Reused));
        using PreprocessedCase repaired = PreprocessedCase.Open(full, "P2");
        Assert.Equal(new GridSize(38, 38, 16), repaired.Size);
    }

    [Fact]
    public void Case_ReadsBoxes_WithWhatLiesOutside()
    {
        DatasetPreprocessor.Run(_dataset, _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        using PreprocessedCase item = PreprocessedCase.Open(Path.Combine(Out, "nnUNetPlans_3d_fullres"), "P0");
        GridSize size = item.Size;
        var whole = new float[size.Count];
        var labels = new short[size.Count];
        item.ReadImage(0, default, size, whole);
        item.ReadLabels(default, size, labels);
        var box = new GridSize(5, 4, 3);
        var start = new VoxelIndex(-2, size.Y - 2, size.Z - 1);
        var image = new float[box.Count];
        var patch = new short[box.Count];
        item.ReadImage(0, start, box, image, outside: 9);
        item.ReadLabels(start, box, patch);
        for (int i = 0; i < box.Count; i++)
        {
            VoxelIndex v = box.IndexOf(i);
            (int x, int y, int z) = (start.X + v.X, start.Y + v.Y, start.Z + v.Z);
            bool inside = size.Contains(x, y, z);
            Assert.Equal(inside ? whole[size.Offset(x, y, z)] : 9, image[i]);
            Assert.Equal(inside ? labels[size.Offset(x, y, z)] : (short)-1, patch[i]);
        }

        foreach (int label in item.Labels)
        {
            int[] offsets = [.. item.Locations(label).ToArray().Chunk(4).Select(v => size.Offset(v[3], v[2], v[1]))];
            Assert.Equal(labels.Count(l => l == label), offsets.Length);
            Assert.All(offsets, o => Assert.Equal(label, labels[o]));
        }

        Assert.Throws<ArgumentException>(() => item.ReadLabels(default, box, new short[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => item.ReadImage(1, default, box, image));
    }

    [Fact]
    public void ABadCase_HasItsProblem_AndIsNotTrainedOn()
    {
        DatasetPreprocessor.Run(_dataset, _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        string image = _dataset.Cases[1].Images[0];
        File.WriteAllBytes(image, File.ReadAllBytes(image)[..200]);
        IReadOnlyList<PreprocessingOutcome> outcomes = DatasetPreprocessor.Run(DatasetFolder.Open(_dataset.FullName), _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        Assert.Equal([true, false, true], outcomes.Select(o => o.Size.Succeeded));
        Assert.Equal(["P0", "P2"], PreprocessedCase.List(Path.Combine(Out, "nnUNetPlans_3d_fullres")));
    }

    [Fact]
    public void FoldsThatContradict_AreRefused()
    {
        CrossValidationSplit.Write(Path.Combine(_dataset.FullName, CrossValidationSplit.FileName), CrossValidationSplit.Create(["P0", "P1", "P2"], folds: 3));
        DatasetPreprocessor.Run(_dataset, _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] });
        CrossValidationSplit.Write(Path.Combine(Out, CrossValidationSplit.FileName), CrossValidationSplit.Create(["P0", "P1", "P2"], folds: 2));
        Assert.Throws<DataFormatException>(() => DatasetPreprocessor.Run(_dataset, _plans, Out, new PreprocessingOptions { Configurations = ["3d_fullres"] }));
    }

    [Fact]
    public void ManyVoxels_AreSampled_OneInAHundred()
    {
        var size = new GridSize(200, 100, 80);
        var labels = new short[size.Count];
        Array.Fill(labels, (short)1);
        labels[17] = 2;
        SortedDictionary<int, int[]> locations = LocationSampler.Sample(labels, size, [1, 2, 3], new(1234), "x");
        Assert.Equal(4 * 16_000, locations[1].Length);
        Assert.Equal([0, 0, 0, 17], locations[2]);
        Assert.Empty(locations[3]);
        Assert.Equal(locations[1], LocationSampler.Sample(labels, size, [1, 2, 3], new(1234), "x")[1]);
        Assert.NotEqual(locations[1], LocationSampler.Sample(labels, size, [1, 2, 3], new(1234), "y")[1]);
        // Without replacement, spread over the whole grid.
        Assert.InRange(locations[1].Chunk(4).Average(v => v[1]), 38.5, 40.5);
        Assert.Equal(16_000, locations[1].Chunk(4).Select(v => size.Offset(v[3], v[2], v[1])).Distinct().Count());
    }
}
