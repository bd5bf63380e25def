using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Segmentation.Planning;

/// <summary>Class names of networks in plans files; an unknown module path counts by its last component.</summary>
internal static class NetworkClass
{
    private const string Cbam = "thca.CbamUNet";
    private const string CbamReference = "dynamic_network_architectures.architectures.cbamunet.CBAMPlainConvUNet";
    private const string Plain = "dynamic_network_architectures.architectures.unet.PlainConvUNet";

    public static string NameOf(PlannedNetwork network) => network switch
    {
        PlannedNetwork.Cbam => Cbam,
        PlannedNetwork.CbamReference => CbamReference,
        _ => Plain,
    };

    public static PlannedNetwork Parse(string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "CbamUNet" => PlannedNetwork.Cbam,
        "CBAMPlainConvUNet" => PlannedNetwork.CbamReference,
        "PlainConvUNet" => PlannedNetwork.Plain,
        var other => throw new DataFormatException(
            $"The plans name the network '{other}'; CbamUNet, CBAMPlainConvUNet and PlainConvUNet can be built.", "Use weights of one of these networks.", ProblemCodes.FormatUnsupported),
    };
}
