using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Imaging.MetaImage;

/// <summary>Names of scalar types in MetaImage headers.</summary>
internal static class MetaImageTypes
{
    public static ComponentType Parse(string name) => name switch
    {
        "MET_CHAR" => ComponentType.Int8,
        "MET_UCHAR" => ComponentType.UInt8,
        "MET_SHORT" => ComponentType.Int16,
        "MET_USHORT" => ComponentType.UInt16,
        "MET_INT" or "MET_LONG" => ComponentType.Int32,
        "MET_UINT" or "MET_ULONG" => ComponentType.UInt32,
        "MET_LONG_LONG" => ComponentType.Int64,
        "MET_ULONG_LONG" => ComponentType.UInt64,
        "MET_FLOAT" => ComponentType.Float32,
        "MET_DOUBLE" => ComponentType.Float64,
        _ => throw new DataFormatException($"MetaImage type '{name}' is not a scalar number.", "Convert the image to a scalar type.", ProblemCodes.FormatUnsupported),
    };

    public static string Name(ComponentType type) => type switch
    {
        ComponentType.Int8 => "MET_CHAR",
        ComponentType.UInt8 => "MET_UCHAR",
        ComponentType.Int16 => "MET_SHORT",
        ComponentType.UInt16 => "MET_USHORT",
        ComponentType.Int32 => "MET_INT",
        ComponentType.UInt32 => "MET_UINT",
        ComponentType.Int64 => "MET_LONG_LONG",
        ComponentType.UInt64 => "MET_ULONG_LONG",
        ComponentType.Float32 => "MET_FLOAT",
        _ => "MET_DOUBLE",
    };
}
