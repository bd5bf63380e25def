using BenchmarkDotNet.Attributes;
using Thca.Core.Volumes;
using Thca.Imaging.Meshes;

namespace Thca.Benchmarks.Imaging;

/// <summary>Mesh measures of a lesion of about 124,000 voxels in 256 x 256 x 64 (PyRadiomics' shape class: 4.3 s).</summary>
[MemoryDiagnoser]
public class MeshBenchmarks
{
    private Mask _lesion = null!;

    [GlobalSetup]
    public void Setup() => _lesion = Lesions.Large();

    [Benchmark]
    public MeshMeasures Measure() => MarchingCubes.Measure(_lesion);
}
