namespace Thca.Modeling.Data;

/// <summary>A column that was not used.</summary>
/// <param name="Source">File it stands in.</param>
/// <param name="Name">Name as in the file.</param>
/// <param name="Reason">Why.</param>
public sealed record IgnoredColumn(string Source, string Name, string Reason);
