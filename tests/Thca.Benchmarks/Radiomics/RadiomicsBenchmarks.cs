using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Contracts;
using Thca.Core.Features;
using Thca.Core.Geometry;
using Thca.Core.Randomness;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Radiomics;
using Thca.Testing;

namespace Thca.Benchmarks.Radiomics;

/// <summary>
/// One extractor call per case after reading: brain1 (4,137 voxels, 32 bins, normalised), breast1, and a lesion of 123,858 voxels in 256 x 256 x 64.
/// PyRadiomics with its C extensions, one thread, loading included: 177 ms, 24 ms and 5.3 s.
/// </summary>
[MemoryDiagnoser]
public class RadiomicsBenchmarks
{
    private static readonly RadiomicsOptions Study = new() { BinCount = 32, Normalize = true, NormalizeScale = 100 };

    private Volume<float> _image = null!;
    private Mask _mask = null!;
    private LabelMap _regions = null!;
    private RadiomicsExtractor _extractor = null!;
    private ComputeOptions _compute = null!;

    [Params("brain1", "breast1", "large")]
    public string Case { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>All classes, or one without diagnostics and normalisation (what is left is its own time plus one pass over the image).</summary>
    [Params("all", "shape", "firstorder", "glcm", "glrlm", "glszm", "gldm", "ngtdm")]
    public string Classes { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        (_image, _mask) = Case == "large" ? LargeLesion() : (
            VolumeFile.Read<float>(SharedData.Path("golden", "inputs", Case + "_image.nrrd")),
            VolumeFile.ReadLabelMap(SharedData.Path("golden", "inputs", Case + "_label.nrrd")).Select(1));
        RadiomicsOptions options = Case == "breast1" ? new RadiomicsOptions() : Study;
        _extractor = new RadiomicsExtractor(Classes == "all" ? options : options with { FeatureClasses = [Classes], Normalize = false, AdditionalInfo = false });
        _compute = new ComputeOptions { MaxDegreeOfParallelism = Threads };
        _regions = Blocks(_mask);
    }

    [Benchmark]
    public FeatureVector Extract() => _extractor.Extract(_image, _mask, _compute);

    /// <summary>93 features of about 1,600 sub-regions of the large lesion (fewer in the others), one call.</summary>
    [Benchmark]
    public FeatureTable ExtractRegions() => _extractor.ExtractRegions(_image, _regions, new RegionFeatureOptions(), _compute);

    private static (Volume<float> Image, Mask Mask) LargeLesion()
    {
        var grid = new ImageGeometry(new GridSize(256, 256, 64), new Spacing(0.8, 0.8, 2.5));
        RandomStream random = RandomSeed.Default.Stream("benchmark");
        var image = new float[grid.Size.Count];
        var mask = new byte[image.Length];
        for (int i = 0; i < image.Length; i++)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            image[i] = MathF.Round(60 + 30 * MathF.Sin(v.X * 0.2f) * MathF.Cos(v.Y * 0.15f + v.Z * 0.3f) + (float)(40 * random.NextDouble()));
            double x = (v.X - 128) / 36.0, y = (v.Y - 120) / 34.0, z = (v.Z - 32) / 24.12;
            if (x * x + y * y + z * z + 0.15 * Math.Sin(v.X * 0.3) * Math.Cos(v.Y * 0.2) < 1) mask[i] = 1;
        }

        return (new Volume<float>(grid, image, ComponentType.Int16), new Mask(grid, mask));
    }

    private static LabelMap Blocks(Mask mask)
    {
        var labels = new int[mask.Size.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            VoxelIndex v = mask.Size.IndexOf(i);
            if (mask.Voxels[i] != 0) labels[i] = 1 + v.X / 5 + 64 * (v.Y / 5) + 4096 * (v.Z / 4);
        }

        return new LabelMap(mask.Geometry, labels);
    }
}
