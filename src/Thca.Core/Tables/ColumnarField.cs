namespace Thca.Core.Tables;

/// <summary>One column of a columnar file.</summary>
/// <param name="Name">Column name, unique in the file.</param>
/// <param name="Type">What its cells are.</param>
public sealed record ColumnarField(string Name, ColumnarType Type);
