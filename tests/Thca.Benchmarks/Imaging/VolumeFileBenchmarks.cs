using BenchmarkDotNet.Attributes;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.Benchmarks.Imaging;

/// <summary>Reading the image and the label of PyRadiomics' brain1 case (there about 90 ms).</summary>
[MemoryDiagnoser]
public class VolumeFileBenchmarks
{
    private string _image = "";
    private string _label = "";

    [GlobalSetup]
    public void Setup()
    {
        _image = SharedData.Path("golden", "inputs", "brain1_image.nrrd");
        _label = SharedData.Path("golden", "inputs", "brain1_label.nrrd");
    }

    [Benchmark]
    public (Volume<float> Image, LabelMap Label) ReadBrain1() => (VolumeFile.Read<float>(_image), VolumeFile.ReadLabelMap(_label));
}
