using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Segmentation.Assessment;

namespace Thca.Benchmarks.Segmentation;

/// <summary>
/// Two lesions of 40 mm in a neck CT of 512 x 512 x 100, one thread. The reference is the two distance maps of the whole grid that surface distances need
/// without cropping to the box around both masks.
/// </summary>
[MemoryDiagnoser]
public class MaskPairBenchmarks
{
    private Mask _before = null!;
    private Mask _after = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var grid = new ImageGeometry(new GridSize(512, 512, 100), new Spacing(0.5, 0.5, 2));
        _before = Ball(grid, 250, 250, 50);
        _after = Ball(grid, 254, 248, 51);
    }

    [Benchmark(Baseline = true)]
    public double TwoDistanceMapsOfTheWholeGrid() =>
        DistanceMap.SquaredEuclidean(_before, compute: ComputeOptions.SingleThread).Voxels[0] + DistanceMap.SquaredEuclidean(_after, compute: ComputeOptions.SingleThread).Voxels[0];

    [Benchmark]
    public double SurfaceDistancesAlone() => SurfaceDistances.Between(_before, _after, ComputeOptions.SingleThread).Hausdorff95;

    [Benchmark]
    public double AllMetricsOfAPair() => MaskPair.Compare(_before, _after, compute: ComputeOptions.SingleThread).Hausdorff95;

    [Benchmark]
    public double ConsensusOfThreeReaders() => Staple.Estimate([_before, _after, _before]).Sensitivity[1];

    private static Mask Ball(ImageGeometry grid, double cx, double cy, double cz)
    {
        var voxels = new byte[grid.Size.Count];
        for (int i = 0; i < voxels.Length; i++)
        {
            VoxelIndex v = grid.Size.IndexOf(i);
            double x = (v.X - cx) * grid.Spacing.X, y = (v.Y - cy) * grid.Spacing.Y, z = (v.Z - cz) * grid.Spacing.Z;
            if (x * x + y * y + z * z <= 400) voxels[i] = 1;
        }

        return new Mask(grid, voxels);
    }
}
