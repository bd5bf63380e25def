using BenchmarkDotNet.Attributes;
using Thca.Core.Cohorts;
using Thca.Core.Histology;
using Thca.Pathology.Detection.Instances;
using Thca.Pathology.HoverNet.Inference;
using Thca.Pathology.HoverNet.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Thca.Benchmarks.Pathology;

/// <summary>
/// One thread. Goals: nuclei of 1000 x 1000 pixels with 900 nuclei within 250 ms (OpenCV and scikit-image in Python: 500 to 650 ms); a patch through the detector
/// within 1.05 of the bare forward pass.
/// </summary>
[MemoryDiagnoser]
public class HoverNetBenchmarks : IDisposable
{
    private readonly NucleusMaps _maps = Maps();
    private HoverNetwork _network = null!;
    private HoverNetDetector _detector = null!;
    private DetectionWindow _window = null!;
    private Tensor _input = null!;

    [GlobalSetup]
    public void Prepare()
    {
        HoverNetWeights weights = HoverNetWeights.Of(HoverNetwork.Create(new HoverNetPlan()));
        _network = weights.CreateNetwork();
        _detector = new HoverNetDetector(weights, new HoverNetInferenceOptions { Device = "cpu" });
        _window = new DetectionWindow(new SlideId("s"), RgbImage.White(256, 256), 0, 0, 46);
        _input = full([1, 3, 256, 256], 255f);
    }

    [Benchmark]
    public int Instances()
    {
        InstanceMap instances = NucleusSegmentation.Segment(_maps);
        return InstanceTable.Describe(instances, _maps.Types, _maps.Probability).Count;
    }

    [Benchmark]
    public long BareForward()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return _network.Forward(_input).Nuclei.numel();
    }

    [Benchmark]
    public int Patch() => _detector.Predict(_window).Width;

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _input?.Dispose();
        _network?.Dispose();
        _detector?.Dispose();
    }

    /// <summary>30 x 30 discs of radius 13 on a grid of 33 pixels.</summary>
    internal static NucleusMaps Maps()
    {
        const int Side = 1000, Step = 33, Radius = 13;
        var maps = new NucleusMaps(Side, Side);
        for (int i = 0; i < Side * Side; i++)
        {
            int dx = i % Side % Step - Step / 2, dy = i / Side % Step - Step / 2;
            if (dx * dx + dy * dy > Radius * Radius || i % Side >= 30 * Step || i / Side >= 30 * Step) continue;
            (maps.Probability[i], maps.Horizontal[i], maps.Vertical[i], maps.Types[i]) = (1, dx / (float)Radius, dy / (float)Radius, 1);
        }

        return maps;
    }
}
