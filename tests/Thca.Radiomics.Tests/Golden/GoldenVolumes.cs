using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Testing;

namespace Thca.Radiomics.Tests.Golden;

/// <summary>Images and masks that the stored results belong to.</summary>
internal static class GoldenVolumes
{
    public static Volume<float> Image(string name) => VolumeFile.Read<float>(PathOf(name + "_image"));

    public static LabelMap Labels(string name) => VolumeFile.ReadLabelMap(PathOf(name + "_label"));

    public static string PathOf(string name)
    {
        string nrrd = SharedData.Path("golden", "inputs", name + ".nrrd");
        return File.Exists(nrrd) ? nrrd : SharedData.Path("golden", "inputs", name + ".nii.gz");
    }
}
