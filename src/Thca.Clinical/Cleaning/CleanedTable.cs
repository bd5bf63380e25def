using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>A clinical table after reading: typed, derived indices computed, nothing imputed.</summary>
/// <param name="Table">The table; without rows when the report has a fatal finding.</param>
/// <param name="Report">All findings.</param>
/// <param name="Schema">The definitions that were used, unlisted columns included.</param>
public sealed record CleanedTable(ClinicalTable Table, ValidationReport Report, ClinicalSchema Schema);
