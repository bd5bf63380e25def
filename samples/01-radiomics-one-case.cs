#:project ../src/Thca.Radiomics
#:property ThcaProjectKind=Sample
// Features of one lesion. Usage: dotnet run samples/01-radiomics-one-case.cs -- ct.nii.gz mask.nii.gz
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Volumes;
using Thca.Imaging;
using Thca.Radiomics;

try
{
    Volume<float> image = VolumeFile.Read<float>(args[0]);
    Mask lesion = VolumeFile.ReadLabelMap(args[1]).SelectLesion();
    FeatureVector features = new RadiomicsExtractor(RadiomicsProfiles.Thca).Extract(image, lesion);
    foreach (FeatureValue feature in features.Values)
        Console.WriteLine(FormattableString.Invariant($"{feature.Name,-50} {feature.Value,18:G9} {feature.Descriptor.Unit} {feature.Reason?.Message}"));
    return 0;
}
catch (ThcaException error)
{
    Console.Error.WriteLine($"{error.Code}: {error.Message}");
    return 1;
}
