using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Provenance;
using Thca.Core.Volumes;
using Thca.Heterogeneity;
using Thca.Heterogeneity.Supervoxels;
using Thca.Imaging;
using Thca.Radiomics;
using Thca.Testing;

namespace Thca.Benchmarks.Heterogeneity;

/// <summary>
/// One thread. The original in Python: SLIC of a 123,663-voxel lesion in 256 x 256 x 64 into 1,236 segments 18.3 s, of brain1 into 50 segments 0.9 s; the
/// whole small case titan_a with 1,000 bootstraps 247 s.
/// </summary>
[MemoryDiagnoser]
public class HeterogeneityBenchmarks
{
    private Volume<float> _large = null!;
    private Mask _largeMask = null!;
    private Volume<float> _brain = null!;
    private Mask _brainMask = null!;
    private Volume<float> _titan = null!;
    private Mask _titanMask = null!;

    [Params(AnalysisMode.Sound, AnalysisMode.Reference)]
    public AnalysisMode Mode { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var grid = new ImageGeometry(new GridSize(256, 256, 64), Spacing.Isotropic(1));
        _large = new Volume<float>(grid);
        var mask = new byte[grid.Size.Count];
        for (int i = 0; i < mask.Length; i++)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            _large.Voxels[i] = (float)(100 * Math.Sin(v.X / 9.0) + 60 * Math.Cos(v.Y / 7.0) + 20 * Math.Sin(i * 1.37));
            double x = (v.X - 128) / 34.0, y = (v.Y - 128) / 34.0, z = (v.Z - 32) / 25.5;
            mask[i] = x * x + y * y + z * z <= 1 ? (byte)1 : (byte)0;
        }

        _largeMask = new Mask(grid, mask);
        _brain = VolumeFile.Read<float>(SharedData.Path("golden", "inputs", "brain1_image.nrrd"));
        _brainMask = VolumeFile.ReadLabelMap(SharedData.Path("golden", "inputs", "brain1_label.nrrd")).Select(1);
        _titan = VolumeFile.Read<float>(SharedData.Path("golden", "titan", "titan_a", "image.nii.gz"));
        _titanMask = VolumeFile.ReadLabelMap(SharedData.Path("golden", "titan", "titan_a", "labels.nii.gz")).Select(11);
    }

    [Benchmark]
    public int SlicLarge() => MaskedSlic.Segment(_large, _largeMask, new SlicOptions { Mode = Mode, Segments = 1236 }, ComputeOptions.SingleThread).Count;

    [Benchmark]
    public int SlicBrain1() => MaskedSlic.Segment(_brain, _brainMask, new SlicOptions { Mode = Mode }, ComputeOptions.SingleThread).Count;

    [Benchmark]
    public double WholeCase() =>
        new TitanAnalyzer(new RadiomicsExtractor(), new TitanOptions { Mode = Mode }).Run(_titan, _titanMask, compute: ComputeOptions.SingleThread).Ith.Score;
}
