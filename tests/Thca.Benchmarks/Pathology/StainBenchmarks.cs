using BenchmarkDotNet.Attributes;
using Thca.Core.Histology;
using Thca.Core.Randomness;
using Thca.Pathology.Stains;
using Thca.Phantoms.Histology;

namespace Thca.Benchmarks.Pathology;

/// <summary>Stain normalisation of a 1024 x 1024 tile on one thread: estimate of its stains and transform.</summary>
[MemoryDiagnoser]
public class StainBenchmarks
{
    private RgbImage _image = null!;
    private StainNormalizer _normalizer = null!;

    [Params(StainMethod.Macenko, StainMethod.Reinhard, StainMethod.Vahadane, StainMethod.Ruifrok)]
    public StainMethod Method { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        RgbImage target = new HistologyPhantom(new HistologyOptions { StainRotation = 4 }, new RandomSeed(1), "target").Render().Image;
        _image = new HistologyPhantom(new HistologyOptions { Width = 1024, Height = 1024, Density = 0.0012 }, new RandomSeed(1), "source").Render().Image;
        var options = new StainOptions { Method = Method };
        _normalizer = new StainNormalizer(StainEstimator.Estimate(target, options), options);
    }

    [Benchmark]
    public RgbImage Normalize() => _normalizer.Normalize(_image);
}
