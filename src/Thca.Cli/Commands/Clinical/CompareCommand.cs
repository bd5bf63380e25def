using System.CommandLine;
using System.Text.Json.Nodes;
using Thca.Cli.Infrastructure;
using Thca.Clinical.Baseline;
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
using Thca.Statistics.Contingency;
using Thca.Tables.Excel;

namespace Thca.Cli.Commands.Clinical;

/// <summary><c>thca clinical compare</c></summary>
internal static class CompareCommand
{
    private const string Cohort = "Cohort";

    private const string Help = """
        Compares groups of patients at baseline ("Table 1"): the levels of a column, or whole tables.

        Examples: thca clinical compare --table clean/clinical_clean.csv --group M_stage --out table1
                  thca clinical compare --tables Training=a.csv Validation=b.csv --out table1
        """;

    public static Command Create()
    {
        var input = new ClinicalInput();
        var table = new Option<string?>("--table") { Description = "Clinical table (.csv, .xlsx)." };
        var group = new Option<string?>("--group") { Description = "Column whose levels are the groups." };
        var tables = new Option<string[]>("--tables") { Description = "NAME=FILE for every cohort.", AllowMultipleArgumentsPerToken = true };
        var yates = new Option<bool>("--yates") { Description = "Correct chi-squared tests of 2 x 2 tables for continuity." };
        var collapse = new Option<bool>("--collapse-binary") { Description = "Print the non-reference level of binary variables only." };
        Option<string> impute = CommonOptions.OneOf("--impute", "fcs: pool over multiple imputations.", false, "none", "fcs");
        var imputations = new Option<int>("--imputations") { Description = "Number of imputations.", DefaultValueFactory = _ => 20 };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("compare", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { table, group, tables, input.AllowSchemaDrift, yates, collapse, impute, imputations, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            (TextTable text, string by) = ReadTables(parse, parse.GetValue(table), parse.GetValue(group), parse.GetValue(tables) ?? [], input, context);
            ClinicalSchema? schema = WithGroup(input.ReadSchema(parse), by);
            CleanedTable cleaned = TableCleaner.Clean(text, schema, input.Options(parse, schema, null) with { Outcome = null });
            ClinicalInput.Report(cleaned, text.Source, context);
            ClinicalTable typed = by == Cohort && parse.GetValue(tables) is { Length: > 0 } named ? InGivenOrder(cleaned.Table, named) : cleaned.Table;
            bool reference = parse.GetEnum<AnalysisMode>(mode) == AnalysisMode.Reference;
            if (reference) typed = ReferenceTyping.Apply(typed);
            BaselineOptions options = (reference ? BaselineOptions.Reference : new BaselineOptions { Yates = parse.GetValue(yates) }) with { CollapseBinary = parse.GetValue(collapse), Exact = new FreemanHaltonOptions { Seed = context.Seed } };
            BaselineTable result = parse.GetRequiredValue(impute) == "fcs"
                ? BaselineComparison.ComparePooled(Imputed(typed, parse.GetValue(imputations), context), by, options, context.Cancellation)
                : BaselineComparison.Compare(typed, by, options, context.Cancellation);
            string folder = parse.GetRequiredValue(output);
            Write(result, folder);
            ClinicalOutput.SaveProvenance(folder, "clinical compare", context, input.Inputs, [("group", by), ("impute", parse.GetRequiredValue(impute)), ("yates", parse.GetValue(yates) ? "on" : "off")], result.Methods, parse.GetEnum<AnalysisMode>(mode));
            int significant = result.Rows.Count(r => r.AdjustedP < 0.05), variables = result.Rows.Count(r => r.Level.Length == 0);
            ClinicalOutput.Finish(
                context, folder, $"{result.Total} patients in {result.GroupNames.Count} groups, {variables} variables, {significant} with adjusted p below 0.05.",
                new JsonObject { ["patients"] = result.Total, ["groups"] = new JsonArray([.. result.GroupNames.Select(g => (JsonNode)g!)]), ["variables"] = variables });
            return ExitCodes.Done;
        });
    }

    private static (TextTable Text, string Group) ReadTables(ParseResult parse, string? table, string? group, string[] tables, ClinicalInput input, CommandContext context)
    {
        if (table is null == (tables.Length == 0)) throw new UsageException("Give either --table with --group, or --tables.");
        if (table is not null) return (input.ReadText(table, context), group ?? throw new UsageException("--table needs --group COLUMN."));
        if (tables.Length < 2) throw new UsageException($"--tables names {tables.Length} cohort, expected at least two.");
        List<(string Name, TextTable Text)> cohorts = [];
        foreach (string item in tables)
        {
            int cut = item.IndexOf('=', StringComparison.Ordinal);
            if (cut < 1) throw new UsageException($"--tables: '{item}' is not NAME=FILE.");
            cohorts.Add((item[..cut], input.ReadText(item[(cut + 1)..], context)));
        }

        return group is null ? (Stack(cohorts, parse.GetValue(input.Id) ?? "PatientID", parse.GetValue(input.AllowSchemaDrift)), Cohort) : throw new UsageException("--group and --tables exclude each other.");
    }

    /// <summary>One table of all cohorts: common columns, identifiers made unique by the cohort's name.</summary>
    private static TextTable Stack(List<(string Name, TextTable Text)> cohorts, string id, bool allowDrift)
    {
        string[] common = [.. cohorts[0].Text.Header.Where(h => h != id && cohorts.TrueForAll(c => c.Text.Find(h) is not null))];
        string[] lost = [.. cohorts.SelectMany(c => c.Text.Header).Distinct().Where(h => h != id && !common.Contains(h))];
        if (lost.Length > 0 && !allowDrift) throw new TableException($"The tables do not have the same columns: {string.Join(", ", lost)}.", "Add --allow-schema-drift to compare the common ones.", "SCHEMA_DRIFT");
        IEnumerable<string[]> rows = cohorts.SelectMany(c => Enumerable.Range(0, c.Text.RowCount).Select(r =>
            (string[])[$"{c.Name}:{(c.Text.Find(id) is { } column ? c.Text[r, column] : $"row {r + 1}")}", c.Name, .. common.Select(h => c.Text[r, h])]));
        return new TextTable([id, Cohort, .. common], rows, string.Join("+", cohorts.Select(c => c.Text.Source)), cohorts[0].Text.Delimiter);
    }

    /// <summary>The cohort column with its levels in the order of the command line.</summary>
    private static ClinicalTable InGivenOrder(ClinicalTable table, string[] tables)
    {
        string[] names = [.. tables.Select(t => t[..t.IndexOf('=', StringComparison.Ordinal)]).Distinct()];
        ClinicalSeries old = table[Cohort];
        var definition = new ClinicalColumn { Name = Cohort, Kind = ColumnKind.Nominal, Levels = [.. names.Select((n, i) => new ColumnLevel(n, i, []))] };
        double[] values = [.. Enumerable.Range(0, old.Count).Select(r => (double)Array.IndexOf(names, old.LevelLabel(r)))];
        return table.WithColumns([.. table.Columns.Select(c => c.Name == Cohort ? new ClinicalSeries(definition, values) : c)]);
    }

    private static ClinicalSchema? WithGroup(ClinicalSchema? schema, string group) =>
        schema is null ? null : schema with { Outcome = null, Columns = [.. schema.Columns.Where(c => c.Name != group || !c.IsNumeric)] };

    private static MultipleImputation Imputed(ClinicalTable table, int imputations, CommandContext context)
    {
        ClinicalTable usable = table.WithColumns([.. table.Columns.Where(c => c.Missing < c.Count)]);
        var options = new ChainedEquationsOptions { Imputations = imputations, Seed = context.Seed, UseOutcome = false };
        return context.WithProgress(p => ChainedEquations.Impute(new TrainingFold<ClinicalTable>(usable), options, context.Compute, p, context.Cancellation));
    }

    private static void Write(BaselineTable result, string folder)
    {
        BaselineWriter.Lines(result).Write(Path.Combine(folder, "table1.csv"));
        AtomicFile.WriteAllText(Path.Combine(folder, "table1.md"), BaselineWriter.Markdown(result));
        AtomicFile.WriteAllText(Path.Combine(folder, "table1.html"), BaselineWriter.Html(result));
        AtomicFile.WriteAllText(Path.Combine(folder, "table1.tex"), BaselineWriter.Latex(result));
        Workbook.Write(
            Path.Combine(folder, "table1.xlsx"), ("Comparison Table", BaselineWriter.Display(result)),
            ("Methods", new TextTable(["Methods"], result.Methods.Select(m => (string[])[m]))), ("Missing", BaselineWriter.Missing(result)));
    }
}
