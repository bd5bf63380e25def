using Thca.Core.Errors;
using Thca.Core.Outcomes;
using Thca.Core.Volumes;

namespace Thca.Imaging.Nrrd;

/// <summary>Names of scalar types in NRRD headers.</summary>
internal static class NrrdTypes
{
    public static ComponentType Parse(string name) => name.Trim().ToLowerInvariant() switch
    {
        "signed char" or "int8" or "int8_t" => ComponentType.Int8,
        "uchar" or "unsigned char" or "uint8" or "uint8_t" => ComponentType.UInt8,
        "short" or "short int" or "signed short" or "signed short int" or "int16" or "int16_t" => ComponentType.Int16,
        "ushort" or "unsigned short" or "unsigned short int" or "uint16" or "uint16_t" => ComponentType.UInt16,
        "int" or "signed int" or "int32" or "int32_t" => ComponentType.Int32,
        "uint" or "unsigned int" or "uint32" or "uint32_t" => ComponentType.UInt32,
        "longlong" or "long long" or "long long int" or "signed long long" or "signed long long int" or "int64" or "int64_t" => ComponentType.Int64,
        "ulonglong" or "unsigned long long" or "unsigned long long int" or "uint64" or "uint64_t" => ComponentType.UInt64,
        "float" => ComponentType.Float32,
        "double" => ComponentType.Float64,
        string other => throw new DataFormatException($"NRRD type '{other}' is not a scalar number.", "Convert the image to a scalar type.", ProblemCodes.FormatUnsupported),
    };

    public static string Name(ComponentType type) => type switch
    {
        ComponentType.Int8 => "int8",
        ComponentType.UInt8 => "uint8",
        ComponentType.Int16 => "int16",
        ComponentType.UInt16 => "uint16",
        ComponentType.Int32 => "int32",
        ComponentType.UInt32 => "uint32",
        ComponentType.Int64 => "int64",
        ComponentType.UInt64 => "uint64",
        ComponentType.Float32 => "float",
        _ => "double",
    };
}
