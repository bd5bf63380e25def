using Thca.Core.Features;

namespace Thca.Core.Tables;

/// <summary>A feature table that was read, and what a careful reader should know about the file.</summary>
/// <param name="Table">The table.</param>
/// <param name="IgnoredColumns">Columns that were left out, with the reason in words.</param>
/// <param name="Warnings">Remarks, e.g. keys that look damaged by a spreadsheet.</param>
public sealed record FeatureTableReadResult(FeatureTable Table, IReadOnlyList<KeyValuePair<string, string>> IgnoredColumns, IReadOnlyList<string> Warnings);
