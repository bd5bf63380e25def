using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Volumes;
using Thca.Imaging.Distance;
using Thca.Imaging.Labelling;
using Thca.Imaging.Morphology;

namespace Thca.Benchmarks.Imaging;

/// <summary>Region operations on the large lesion, one thread.</summary>
[MemoryDiagnoser]
public class RegionBenchmarks
{
    private Mask _lesion = null!;

    [GlobalSetup]
    public void Setup() => _lesion = Lesions.Large();

    [Benchmark]
    public ComponentLabels Components() => ConnectedComponents.Label(_lesion);

    [Benchmark]
    public Volume<double> Distances() => DistanceMap.Euclidean(_lesion, compute: ComputeOptions.SingleThread);

    [Benchmark]
    public Mask DilateByFaces() => BinaryMorphology.Dilate(_lesion, Connectivity.Face6);

    [Benchmark]
    public Mask DilateByThreeMillimetres() => BinaryMorphology.Dilate(_lesion, 3);
}
