using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Segmentation.Assessment;
using Thca.Tables.Excel;

namespace Thca.Cli.Commands.Segment;

/// <summary><c>thca segment compare</c></summary>
internal static class CompareCommand
{
    private const string Help = """
        Measures how much experts changed masks: overlap, distances between surfaces, volumes, foci, slices and a category per case; statistics per patient
        and comparisons of data sets. Pairs are files of the same name in two folders; a file without counterpart has a row with its reason.
        With --reader, masks that several readers drew independently: pairwise Dice, Bland-Altman, ICC, and a STAPLE consensus of every case.

        Example: thca segment compare --before predicted --after revised --name AI --out edits
        Example: thca segment compare --pair Manual=drawn:revised --pair AI=predicted:corrected:A --baseline Manual --out edits
        Example: thca segment compare --reader A=masks_a --reader B=masks_b --reader C=masks_c --out readers
        """;

    public static Command Create()
    {
        var pair = new Option<string[]>("--pair") { Description = "A data set, NAME=BEFORE_DIR:AFTER_DIR[:CENTER]; may be repeated.", AllowMultipleArgumentsPerToken = true };
        var before = new Option<string?>("--before") { Description = "Folder of the masks before editing, of one data set." };
        var after = new Option<string?>("--after") { Description = "Folder of the masks after editing." };
        var name = new Option<string>("--name") { Description = "Name of the data set of --before and --after.", DefaultValueFactory = _ => "Masks" };
        var center = new Option<string>("--center") { Description = "Center of the data set of --before and --after.", DefaultValueFactory = _ => "" };
        var reader = new Option<string[]>("--reader") { Description = "Masks of one reader, NAME=DIR; two or more.", AllowMultipleArgumentsPerToken = true };
        var baseline = new Option<string?>("--baseline") { Description = "Data set that the others are compared with, e.g. manual masks." };
        var label = new Option<string?>("--label", "--labels") { Description = "Label to compare, or 'all' [default: the lesion, 11, else the only label].", HelpName = "N|all" };
        var patients = new Option<string?>("--patients") { Description = "Table with the columns case_id and PatientID; a patient's masks are averaged." };
        var tolerance = new Option<string>("--tolerance-mm") { Description = "Tolerances of the surface Dice.", DefaultValueFactory = _ => "1,2" };
        var edges = new Option<string>("--category-edges") { Description = "Least Dice of a minor and of a moderate change.", DefaultValueFactory = _ => "0.9,0.7" };
        Option<string> empty = CommonOptions.OneOf("--empty", "Dice of two empty masks.", false, "one", "nan");
        var bootstrap = new Option<int>("--bootstrap") { Description = "Bootstrap samples for intervals; 0 for none.", DefaultValueFactory = _ => 2000 };
        Option<string> figures = CommonOptions.OneOf("--figures", "Figures beside the report.", false, "svg", "none");
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("compare", Help);
        foreach (Option option in new Option[] { pair, before, after, name, center, reader, baseline, label, patients, tolerance, edges, empty, bootstrap, figures, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            List<EditPair> pairs = [.. (parse.GetValue(pair) ?? []).Select(PairArgument.Parse)];
            switch (parse.GetValue(before), parse.GetValue(after))
            {
                case ({ } b, { } a): pairs.Add(new EditPair(parse.GetRequiredValue(name), b, a, parse.GetRequiredValue(center))); break;
                case (null, null) when pairs.Count > 0 || parse.GetValue(reader) is { Length: > 0 }: break;
                default: throw new UsageException("Give --before and --after, or --pair NAME=BEFORE_DIR:AFTER_DIR.", "Example: thca segment compare --before predicted --after revised --out edits");
            }

            double[] categoryEdges = Numbers("--category-edges", parse.GetRequiredValue(edges));
            if (categoryEdges.Length != 2) throw new UsageException($"--category-edges is '{parse.GetRequiredValue(edges)}'; two numbers are expected.", "Example: --category-edges 0.9,0.7");
            string? wanted = parse.GetValue(label);
            var options = new EditStudyOptions
            {
                Mode = parse.GetEnum<AnalysisMode>(mode),
                Label = wanted is null or "all" ? null : Label(wanted),
                AllLabels = wanted == "all",
                Baseline = parse.GetValue(baseline),
                BootstrapReplicates = parse.GetValue(bootstrap),
                Seed = context.Seed,
                Patients = Patients(parse.GetValue(patients)),
                Pair = new MaskPairOptions
                {
                    TolerancesMm = Numbers("--tolerance-mm", parse.GetRequiredValue(tolerance)),
                    CategoryEdges = new EditCategoryEdges(categoryEdges[0], categoryEdges[1]),
                    EmptyIsNaN = parse.GetRequiredValue(empty) == "nan",
                },
            };
            string folder = parse.GetRequiredValue(output);
            if (parse.GetValue(reader) is { Length: > 0 } readers)
            {
                if (pairs.Count > 0) throw new UsageException("--reader and pairs of folders exclude each other.", "Run the command once for each.");
                return ReaderComparison.Run([.. readers.Select(ReaderComparison.Parse)], options, folder, context);
            }

            EditStudyResult result = context.WithProgress(p => EditStudy.Run(pairs, options, context.Compute, p, context.Cancellation));
            Warn(result, parse.GetValue(patients), context);
            Write(folder, result, parse.GetRequiredValue(figures) == "svg");
            return Print(result, folder, context);
        });
    }

    private static void Write(string folder, EditStudyResult result, bool withFigures)
    {
        EditStudyWriter.Write(folder, result);
        Workbook.Write(Path.Combine(folder, "Table1.xlsx"), [("Table1", EditTables.TableOne(result))]);
        IReadOnlyList<(string Name, string Caption, string Svg)> figures = withFigures ? EditFigures.Of(result) : [];
        foreach ((string name, string _, string svg) in figures) AtomicFile.WriteAllText(Path.Combine(folder, $"{name}.svg"), svg);
        AtomicFile.WriteAllText(Path.Combine(folder, "report.html"), EditHtml.Write(result, figures));
    }

    private static void Warn(EditStudyResult result, string? patients, CommandContext context)
    {
        if (result.Options.Mode == AnalysisMode.Reference) context.Warn("reference mode: the original's arithmetic, every label counts; not for new conclusions.");
        if (patients is null)
        {
            context.Warn("every mask is taken for a patient of its own; name the patients with --patients MAP.csv (case_id,PatientID) if some have several.");
            return;
        }

        string[] unlisted = [.. result.Cases.Select(c => c.Case.Value).Distinct(StringComparer.Ordinal).Where(c => !result.Options.Patients.ContainsKey(c))];
        if (unlisted.Length > 0) context.Warn(string.Create(CultureInfo.InvariantCulture, $"{unlisted.Length} cases are not in {Path.GetFileName(patients)} and count as patients of their own: {string.Join(", ", unlisted.Take(5))}{(unlisted.Length > 5 ? ", …" : "")}."));
    }

    private static int Print(EditStudyResult result, string folder, CommandContext context)
    {
        if (context.Json) context.Out.Write(EditJson.Write(result));
        foreach (string sentence in EditReport.Sentences(result)) context.Say(sentence);
        foreach (EditCase c in result.Failed) context.Error.WriteLine($"thca: {c.Dataset}, {c.Case}: {c.Status.Code}: {CommandAction.OneLine(c.Status.Message)}");
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{result.Cases.Count - result.Failed.Count} of {result.Cases.Count} cases compared, {result.Failed.Count} failed. Report: {Path.Combine(folder, "report.html")}"));
        return result.Failed.Count > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
    }

    private static Dictionary<string, PatientId> Patients(string? path)
    {
        IReadOnlyDictionary<string, string> map = PatientMap.Read(path) ?? new Dictionary<string, string>();
        return map.ToDictionary(
            m => m.Key,
            m => m.Value.Trim().Length > 0 ? new PatientId(m.Value.Trim()) : throw new UsageException($"{Path.GetFileName(path)} has no PatientID for '{m.Key}'.", "Fill the cell or remove the row."),
            StringComparer.Ordinal);
    }

    private static int Label(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label > 0
        ? label
        : throw new UsageException($"--label is '{text}'; a whole number above 0 or 'all' is expected.");

    private static double[] Numbers(string option, string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(t => NumberText.TryParse(t, out double v) ? v : throw new UsageException($"{option} is '{text}'; numbers separated by commas are expected."))];
}
