using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Core.Tables;

namespace Thca.Clinical.Cleaning;

/// <summary>
/// Reads a text table into a typed clinical table and reports every finding with row and column: unreadable cells (which become missing),
/// implausible values, detection limits, damaged identifiers, absent and unlisted columns. Derived indices are recomputed from components.
/// </summary>
public static class TableCleaner
{
    /// <summary>Cleans a table.</summary>
    /// <param name="table">The text.</param>
    /// <param name="schema">Column definitions; null infers them from the content.</param>
    /// <param name="options">Settings; default as documented there.</param>
    /// <returns>The typed table and the findings. With a fatal finding the table is empty.</returns>
    /// <exception cref="Core.Errors.TableException">The text mixes decimal commas and points.</exception>
    /// <exception cref="Core.Errors.OptionsException">Options or schema contradict themselves.</exception>
    public static CleanedTable Clean(TextTable table, ClinicalSchema? schema = null, CleaningOptions? options = null)
    {
        options ??= new CleaningOptions();
        options.Validate();
        schema?.Validate();
        return new CleaningRun(table, schema, options).Run();
    }
}
