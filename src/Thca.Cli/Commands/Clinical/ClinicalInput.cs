using System.CommandLine;
using Thca.Cli.Infrastructure;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Schemas;
using Thca.Core.Outcomes;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Tables.Excel;

namespace Thca.Cli.Commands.Clinical;

/// <summary>Options and reading of clinical tables, shared by the commands of the group.</summary>
internal sealed class ClinicalInput
{
    private readonly List<ProvenanceInput> _inputs = [];

    public Option<string?> Schema { get; } = new("--schema") { Description = "Column definitions (JSON), or the word thca for the study's own; without it kinds are inferred." };

    public Option<string?> Id { get; } = new("--id") { Description = "Identifier column (default PatientID; rows are numbered when it is absent)." };

    public Option<string?> Positive { get; } = new("--positive") { Description = "Text of the outcome that counts as event." };

    public Option<int?> OrdinalBase { get; } = new("--ordinal-base") { Description = "Whether bare numbers in ordinal columns start at 0 or 1." };

    public Option<bool> AllowSchemaDrift { get; } = new("--allow-schema-drift") { Description = "Go on when cohorts do not have the same columns." };

    /// <summary>Files read so far, with their hashes.</summary>
    public IReadOnlyList<ProvenanceInput> Inputs => _inputs;

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Schema, Id, Positive, OrdinalBase }) command.Options.Add(option);
    }

    public ClinicalSchema? ReadSchema(ParseResult parse)
    {
        string? path = parse.GetValue(Schema);
        if (path is not (null or "thca")) Remember(path);
        return path is null ? null : ClinicalSchemaFile.Read(path);
    }

    /// <summary>A CSV file in any usual encoding, or the first sheet of a workbook.</summary>
    public TextTable ReadText(string path, CommandContext context)
    {
        Remember(path);
        if (string.Equals(Path.GetExtension(path), ".xlsx", StringComparison.OrdinalIgnoreCase)) return Workbook.Read(path);
        (TextTable table, ValidationIssue? encoding) = ClinicalFile.Read(File.ReadAllBytes(path), Path.GetFileName(path));
        if (encoding is not null) context.Warn($"{encoding.Code}: {encoding.Message}");
        return table;
    }

    public CleaningOptions Options(ParseResult parse, ClinicalSchema? schema, string? outcome) => new()
    {
        IdColumn = parse.GetValue(Id) ?? (schema is null ? null : schema.Id), Outcome = outcome, PositiveLevel = parse.GetValue(Positive), OrdinalNumericBase = parse.GetValue(OrdinalBase),
    };

    /// <summary>Prints what the user should know and refuses unusable tables.</summary>
    public static void Report(CleanedTable cleaned, string source, CommandContext context)
    {
        cleaned.Report.ThrowIfFatal();
        foreach (IGrouping<(string Code, string Column), ValidationIssue> g in cleaned.Report.Issues.Where(i => i.Severity >= IssueSeverity.Warning).GroupBy(i => (i.Code, i.Column)))
        {
            ValidationIssue first = g.First();
            string where = first.Row > 0 ? $"row {first.Row}, column {first.Column}: " : "";
            context.Warn($"{source}: {g.Key.Code}: {where}{first.Message}{(g.Count() > 1 ? $" (and {g.Count() - 1} more)" : "")}");
        }
    }

    private void Remember(string path)
    {
        if (!File.Exists(path)) throw new Core.Errors.ThcaException(ProblemCodes.FileNotFound, $"There is no file {path}.", "Check the path.");
        _inputs.Add(ProvenanceInput.OfFile(path));
    }
}
