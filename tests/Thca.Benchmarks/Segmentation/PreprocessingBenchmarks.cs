using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Segmentation.Preprocessing;

namespace Thca.Benchmarks.Segmentation;

/// <summary>
/// Resampling of a neck CT of 256 x 256 x 100, 0.6 x 0.6 x 1.25 mm, to 0.75 mm in the plane and 1.5 mm along z, one thread; and the copy of as many bytes,
/// which is what memory allows.
/// </summary>
[MemoryDiagnoser]
public class PreprocessingBenchmarks
{
    private readonly float[] _image = new float[256 * 256 * 100];
    private readonly short[] _labels = new short[256 * 256 * 100];
    private GridResampler _cubic = null!;
    private GridResampler _linear = null!;
    private GridResampler _thick = null!;
    private float[] _target = null!;
    private short[] _labelTarget = null!;

    [GlobalSetup]
    public void Prepare()
    {
        for (int i = 0; i < _image.Length; i++)
        {
            _image[i] = (float)(100 * Math.Sin(i * 0.37) + i % 256);
            _labels[i] = (short)(i / 4000 % 12);
        }

        var source = new GridSize(256, 256, 100);
        Spacing from = new(0.6, 0.6, 1.25), to = new(0.75, 0.75, 1.5);
        GridSize target = GridResampler.TargetSize(source, from, to);
        _cubic = new GridResampler(source, from, target, to);
        _thick = new GridResampler(source, new Spacing(0.6, 0.6, 5), target, to);
        _linear = new GridResampler(source, from, target, to, ResamplingOptions.Linear);
        _target = new float[target.Count];
        _labelTarget = new short[target.Count];
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _image.AsSpan(0, _target.Length).CopyTo(_target);

    [Benchmark]
    public void Cubic() => _cubic.Image(_image, _target, ComputeOptions.SingleThread);

    [Benchmark]
    public void CubicThickSlices() => _thick.Image(_image, _target, ComputeOptions.SingleThread);

    [Benchmark]
    public void Linear() => _linear.Image(_image, _target, ComputeOptions.SingleThread);

    [Benchmark]
    public void Labels() => _linear.Labels(_labels, _labelTarget, ComputeOptions.SingleThread);
}
