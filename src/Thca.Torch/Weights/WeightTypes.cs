using Thca.Core.Errors;
using Thca.Core.Outcomes;

namespace Thca.Torch.Weights;

/// <summary>Sizes and names of element types.</summary>
public static class WeightTypes
{
    private static readonly (WeightType Type, string Name, int Size)[] Table =
    [
        (WeightType.Bool, "BOOL", 1), (WeightType.UInt8, "U8", 1), (WeightType.Int8, "I8", 1), (WeightType.UInt16, "U16", 2),
        (WeightType.Int16, "I16", 2), (WeightType.Float16, "F16", 2), (WeightType.BFloat16, "BF16", 2), (WeightType.UInt32, "U32", 4),
        (WeightType.Int32, "I32", 4), (WeightType.Float32, "F32", 4), (WeightType.UInt64, "U64", 8), (WeightType.Int64, "I64", 8),
        (WeightType.Float64, "F64", 8),
    ];

    /// <summary>Bytes per element.</summary>
    public static int ElementSize(this WeightType type) => Table[(int)type].Size;

    /// <summary>The name of the type in a safetensors header.</summary>
    public static string SafetensorsName(this WeightType type) => Table[(int)type].Name;

    /// <summary>The type of a safetensors name.</summary>
    /// <exception cref="DataFormatException">The name is unknown.</exception>
    public static WeightType FromSafetensorsName(string name)
    {
        foreach ((WeightType type, string known, _) in Table)
        {
            if (known == name) return type;
        }

        throw new DataFormatException(
            $"The tensor type '{name}' is not supported; known: {string.Join(", ", Table.Select(t => t.Name))}.",
            "Store the weights as F32.",
            ProblemCodes.FormatUnsupported);
    }
}
