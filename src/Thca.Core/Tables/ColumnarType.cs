namespace Thca.Core.Tables;

/// <summary>What the cells of a column of a <see cref="ColumnarBlock"/> are.</summary>
public enum ColumnarType
{
    /// <summary>UTF-8 text; <c>string[]</c>.</summary>
    Text,

    /// <summary>Unsigned 8-bit integers; <c>byte[]</c>.</summary>
    Byte,

    /// <summary>Signed 32-bit integers; <c>int[]</c>.</summary>
    Int32,

    /// <summary>32-bit floating point; <c>float[]</c>. NaN stays NaN.</summary>
    Single,

    /// <summary>64-bit floating point; <c>double[]</c>. NaN stays NaN.</summary>
    Double,

    /// <summary>Lists of signed 32-bit integers, each of its own length; <c>int[][]</c>.</summary>
    Int32List,
}
