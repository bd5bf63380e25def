namespace Thca.Core.Volumes;

/// <summary>Facts about <see cref="ComponentType"/> values.</summary>
public static class ComponentTypes
{
    /// <summary>Bytes per value.</summary>
    public static int Size(this ComponentType type) => type switch
    {
        ComponentType.Int8 or ComponentType.UInt8 => 1,
        ComponentType.Int16 or ComponentType.UInt16 => 2,
        ComponentType.Int32 or ComponentType.UInt32 or ComponentType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether values are integers.</summary>
    public static bool IsInteger(this ComponentType type) => type < ComponentType.Float32;

    /// <summary>The component type of a C# number type.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not one of the ten scalar types.</exception>
    public static ComponentType Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(sbyte)) return ComponentType.Int8;
        if (typeof(T) == typeof(byte)) return ComponentType.UInt8;
        if (typeof(T) == typeof(short)) return ComponentType.Int16;
        if (typeof(T) == typeof(ushort)) return ComponentType.UInt16;
        if (typeof(T) == typeof(int)) return ComponentType.Int32;
        if (typeof(T) == typeof(uint)) return ComponentType.UInt32;
        if (typeof(T) == typeof(long)) return ComponentType.Int64;
        if (typeof(T) == typeof(ulong)) return ComponentType.UInt64;
        if (typeof(T) == typeof(float)) return ComponentType.Float32;
        if (typeof(T) == typeof(double)) return ComponentType.Float64;
        throw new NotSupportedException($"{typeof(T)} is not a voxel type; use an integer of 1 to 8 bytes, float or double.");
    }
}
