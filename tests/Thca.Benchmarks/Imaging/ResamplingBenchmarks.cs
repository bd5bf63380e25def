using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging.Resampling;

namespace Thca.Benchmarks.Imaging;

/// <summary>256 x 256 x 25 voxels to 200 x 200 x 163 of 1 mm (ITK's B-spline filter: 4.2 s on one thread).</summary>
[MemoryDiagnoser]
public class ResamplingBenchmarks
{
    private readonly ImageGeometry _target = new(new GridSize(200, 200, 163), Spacing.Isotropic(1));
    private Volume<short> _image = null!;

    [Params(Interpolation.Linear, Interpolation.BSpline)]
    public Interpolation Method { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _image = new Volume<short>(new ImageGeometry(new GridSize(256, 256, 25), new Spacing(0.78125, 0.78125, 6.5)));
        for (int i = 0; i < _image.Voxels.Length; i++) _image.Voxels[i] = (short)(i * 7919 % 1500);
    }

    [Benchmark]
    public Volume<short> Resample() => Resampler.Resample(_image, _target, Method, new ComputeOptions { MaxDegreeOfParallelism = Threads });
}
