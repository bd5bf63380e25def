using System.CommandLine;
using System.Text.Json.Nodes;
using Thca.Cli.Infrastructure;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Imputation;
using Thca.Clinical.Reference;
using Thca.Clinical.Schemas;
using Thca.Clinical.Tables;
using Thca.Core.Cohorts;
using Thca.Core.Errors;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;

namespace Thca.Cli.Commands.Clinical;

/// <summary><c>thca clinical clean</c></summary>
internal static class CleanCommand
{
    private const string Help = """
        Reads a clinical table (CSV in any usual encoding, or .xlsx), checks every cell, computes NLR, PLR, LMR and SII, and imputes once for prediction models.
        clinical_clean.csv is typed and not imputed: feed it to compare, regress and model train. clinical_processed.csv is imputed without the outcome.
        The exit code is 3 when cells could not be read; validation.csv lists them with row and column.

        Example: thca clinical clean --table clinical.csv --schema thca --out clean
        """;

    public static Command Create()
    {
        var input = new ClinicalInput();
        var table = new Option<string>("--table") { Description = "Clinical table (.csv, .xlsx).", Required = true };
        var outcome = new Option<string?>("--outcome") { Description = "Outcome column (default: that of the schema, or M_stage if present)." };
        var fitOn = new Option<string?>("--fit-on") { Description = "Table whose PatientID column (or first column) lists the patients to learn from; default all." };
        Option<string> outliers = CommonOptions.OneOf("--outliers", "What is done with outliers.", false, "flag-only", "iqr-fence", "log-iqr-fence", "percentile");
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("clean", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { table, outcome, fitOn, outliers, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            string folder = parse.GetRequiredValue(output), path = parse.GetRequiredValue(table);
            TextTable text = input.ReadText(path, context);
            ClinicalSchema? schema = input.ReadSchema(parse);
            string? outcomeName = parse.GetValue(outcome) ?? schema?.Outcome ?? (text.Find("M_stage") is null ? null : "M_stage");
            CleanedTable cleaned = TableCleaner.Clean(text, schema, input.Options(parse, schema, outcomeName));
            cleaned.Report.ToText().Write(Path.Combine(folder, "validation.csv"));
            ClinicalInput.Report(cleaned, Path.GetFileName(path), context);
            ClinicalTable training = TrainingRows(cleaned.Table, parse.GetValue(fitOn), input, context);
            var options = new PreprocessingOptions { Outliers = parse.GetEnum<OutlierMethod>(outliers) };
            PreprocessingModel model = PreprocessingModel.Fit(new TrainingFold<ClinicalTable>(training), options, context.Cancellation);
            bool reference = parse.GetEnum<AnalysisMode>(mode) == AnalysisMode.Reference;
            (ClinicalTable processed, IReadOnlyList<string> notes) = reference
                ? ReferencePreprocessing.Apply(new TrainingFold<ClinicalTable>(cleaned.Table), context.Cancellation)
                : (model.Transform(cleaned.Table), []);
            foreach (string note in notes) context.Say(note);
            cleaned.Table.ToText().Write(Path.Combine(folder, "clinical_clean.csv"));
            processed.ToText().Write(Path.Combine(folder, "clinical_processed.csv"));
            processed.MaskToText().Write(Path.Combine(folder, "imputed_mask.csv"));
            DataDictionary.Describe(cleaned.Table).Write(Path.Combine(folder, "data_dictionary.csv"));
            ClinicalSchemaFile.Write(Path.Combine(folder, "schema.json"), cleaned.Schema);
            if (!reference) AtomicFile.WriteAllText(Path.Combine(folder, "imputation.json"), model.ToJson());
            AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), CleaningReport.Markdown(cleaned, model, processed));
            ClinicalOutput.SaveProvenance(folder, "clinical clean", context, input.Inputs, [("outcome", outcomeName), ("outliers", parse.GetRequiredValue(outliers)), ("fit-on", parse.GetValue(fitOn))], notes, parse.GetEnum<AnalysisMode>(mode));
            int errors = cleaned.Report.Count(IssueSeverity.Error), imputed = processed.Columns.Sum(c => c.CountOf(CellMark.Imputed));
            ClinicalOutput.Finish(
                context, folder, $"{cleaned.Table.RowCount} patients, {cleaned.Table.Columns.Count} columns, {errors} unreadable cells, {imputed} cells imputed.",
                new JsonObject { ["patients"] = cleaned.Table.RowCount, ["columns"] = cleaned.Table.Columns.Count, ["unreadable_cells"] = errors, ["imputed_cells"] = imputed });
            return errors > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
        });
    }

    private static ClinicalTable TrainingRows(ClinicalTable table, string? idFile, ClinicalInput input, CommandContext context)
    {
        if (idFile is null) return table;
        TextTable list = input.ReadText(idFile, context);
        int column = list.Find(table.IdName) ?? list.Find("PatientID") ?? 0;
        HashSet<string> wanted = [.. Enumerable.Range(0, list.RowCount).Select(r => CellText.Normalize(list[r, column]))];
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(r => wanted.Contains(table.Ids[r]))];
        string[] unknown = [.. wanted.Except(table.Ids)];
        if (unknown.Length > 0) context.Warn($"{idFile}: {unknown.Length} patients are not in the table, e.g. {unknown[0]}.");
        return rows.Length > 0 ? table.SelectRows(rows) : throw new TableException($"None of the patients of {idFile} is in the table.", "Check that both use the same identifiers.");
    }
}
