using Thca.Core.Tables;

namespace Thca.Proteomics.Reporting;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">Name of the sheet: at most 31 characters, none of <c>: \ / ? * [ ]</c>, unique in the book.</param>
/// <param name="Table">Its cells.</param>
public sealed record WorkbookSheet(string Name, TextTable Table);
