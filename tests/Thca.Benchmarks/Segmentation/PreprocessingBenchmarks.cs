using BenchmarkDotNet.Attributes;
using Thca.Core.Compute;
using Thca.Core.Geometry;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Segmentation.Datasets;
using Thca.Segmentation.Planning;
using Thca.Segmentation.Preprocessing;

namespace Thca.Benchmarks.Segmentation;

/// <summary>
/// Resampling of a neck CT of 256 x 256 x 100, 0.6 x 0.6 x 1.25 mm, to 0.75 mm in the plane and 1.5 mm along z, one thread; the copy of as many bytes,
/// which is what memory allows; and the whole way of a case with its labels from compressed files.
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
    private string _folder = null!;
    private DatasetCase _case = null!;
    private DatasetJson _description = null!;
    private CasePreprocessor _preprocessor = null!;

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
        PrepareFiles(source, from, to);
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

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

    /// <summary>Reading alone: both files unzipped, checked, turned to LPS.</summary>
    [Benchmark]
    public SegmentationCase ReadFiles() => CaseReader.Read(_case, _description);

    /// <summary>From the files to the arrays of a training: reading, cropping, normalising, resampling image and labels.</summary>
    [Benchmark]
    public PreparedCase FilesToPrepared() => _preprocessor.Prepare(CaseReader.Read(_case, _description), ComputeOptions.SingleThread);

    private void PrepareFiles(GridSize size, Spacing spacing, Spacing wanted)
    {
        _folder = Directory.CreateTempSubdirectory("thca-bench-").FullName;
        _description = DatasetJson.ForThyroid(1);
        // Stored from left to right and from back to front, as most converters do.
        var geometry = new ImageGeometry(size, spacing, new PhysicalPoint(0, 0, 0), DirectionCosines.FromArray([1, 0, 0, 0, -1, 0, 0, 0, 1]));
        _case = new DatasetCase("a", [Path.Combine(_folder, "a_0000.nii.gz")], Path.Combine(_folder, "a.nii.gz"));
        VolumeFile.Write(new Volume<short>(geometry, Array.ConvertAll(_image, v => (short)v)), _case.Images[0]);
        VolumeFile.WriteLabelMap(new LabelMap(geometry, Array.ConvertAll(_labels, v => (int)v)), _case.Label!);
        var fingerprint = new DatasetFingerprint
        {
            Spacings = [[spacing.Z, spacing.Y, spacing.X]],
            ShapesAfterCrop = [[size.Z, size.Y, size.X]],
            Intensities = [new IntensityProperties(60, 60, 60, -100, 300, 240, -60)],
        };
        PlansFile plans = ExperimentPlanner.Plan(fingerprint, _description, "Dataset001_Benchmark", new PlannerOptions { TargetSpacing = [wanted.Z, wanted.Y, wanted.X] });
        _preprocessor = new CasePreprocessor(plans, plans.Configuration("3d_fullres"));
    }
}
