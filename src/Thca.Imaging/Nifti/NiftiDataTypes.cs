using System.Globalization;
using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Imaging.Nifti;

/// <summary>Data type codes of the NIfTI standard.</summary>
internal static class NiftiDataTypes
{
    public static ComponentType ToComponent(int code) => code switch
    {
        2 => ComponentType.UInt8,
        4 => ComponentType.Int16,
        8 => ComponentType.Int32,
        16 => ComponentType.Float32,
        64 => ComponentType.Float64,
        256 => ComponentType.Int8,
        512 => ComponentType.UInt16,
        768 => ComponentType.UInt32,
        1024 => ComponentType.Int64,
        1280 => ComponentType.UInt64,
        _ => throw new DataFormatException(
            string.Create(CultureInfo.InvariantCulture, $"NIfTI data type {code} is not a scalar number of at most 64 bits."),
            "Convert complex, colour or bit images to a scalar type.",
            ProblemCodes.FormatUnsupported),
    };

    public static short ToCode(ComponentType type) => type switch
    {
        ComponentType.UInt8 => 2,
        ComponentType.Int16 => 4,
        ComponentType.Int32 => 8,
        ComponentType.Float32 => 16,
        ComponentType.Float64 => 64,
        ComponentType.Int8 => 256,
        ComponentType.UInt16 => 512,
        ComponentType.UInt32 => 768,
        ComponentType.Int64 => 1024,
        _ => 1280,
    };
}
