using System.CommandLine;
using System.Text.Json.Nodes;
using Thca.Cli.Infrastructure;
using Thca.Clinical.Cleaning;
using Thca.Clinical.Regression;
using Thca.Clinical.Schemas;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Statistics.Regression;

namespace Thca.Cli.Commands.Clinical;

/// <summary><c>thca clinical regress</c></summary>
internal static class RegressCommand
{
    private const string Help = """
        Univariable and multivariable logistic regression of an outcome. Separated or sparse terms come out of Firth's penalised likelihood with finite intervals.
        With --scores, risk groups are cut on this table and applied unchanged to the external one.

        Example: thca clinical regress --table clean/clinical_clean.csv --outcome M_stage --out regression
        """;

    public static Command Create()
    {
        var input = new ClinicalInput();
        var table = new Option<string>("--table") { Description = "Clinical table (.csv, .xlsx), e.g. clinical_clean.csv.", Required = true };
        var outcome = new Option<string>("--outcome") { Description = "Outcome column.", Required = true };
        var terms = new Option<string?>("--terms") { Description = "Prespecified terms, separated by commas; all enter the multivariable model." };
        Option<string> firth = CommonOptions.OneOf("--firth", "Use of Firth's penalised likelihood.", false, "auto", "always", "never");
        var entry = new Option<double>("--entry-p") { Description = "Univariable term-level p below which a term enters.", DefaultValueFactory = _ => 0.1 };
        Option<string> impute = CommonOptions.OneOf("--impute", "none: complete cases; fcs: pooled over multiple imputations.", false, "none", "fcs");
        var imputations = new Option<int>("--imputations") { Description = "Number of imputations.", DefaultValueFactory = _ => 20 };
        var external = new Option<string?>("--external") { Description = "Table of an external cohort." };
        var scores = new Option<string[]>("--scores") { Description = "[NAME=]FILE with PatientID and a score.", AllowMultipleArgumentsPerToken = true };
        var direction = new Option<string[]>("--score-direction") { Description = "NAME=increasing|decreasing|auto; probabilities are increasing.", AllowMultipleArgumentsPerToken = true };
        var resubstitution = new Option<bool>("--allow-resubstitution") { Description = "Show odds ratios of scores that come from the model's own training data." };
        var force = new Option<bool>("--force") { Description = "Fit models with fewer events than coefficients (Firth)." };
        Option<string> mode = CommonOptions.Mode(), output = CommonOptions.Out("Folder to write.");
        var command = new Command("regress", Help);
        input.AddTo(command);
        foreach (Option option in new Option[] { table, outcome, terms, firth, entry, impute, imputations, external, scores, direction, resubstitution, force, mode, output }) command.Options.Add(option);
        return command.Runs((parse, context) =>
        {
            ClinicalSchema? schema = input.ReadSchema(parse);
            TextTable text = input.ReadText(parse.GetRequiredValue(table), context);
            CleanedTable cleaned = TableCleaner.Clean(text, schema, input.Options(parse, schema, parse.GetRequiredValue(outcome)));
            ClinicalInput.Report(cleaned, text.Source, context);
            CleanedTable? other = null;
            if (parse.GetValue(external) is { } externalPath)
            {
                TextTable externalText = input.ReadText(externalPath, context);
                other = TableCleaner.Clean(externalText, cleaned.Schema, input.Options(parse, cleaned.Schema, parse.GetRequiredValue(outcome)) with { PositiveLevel = null, KeepUnlisted = false });
                ClinicalInput.Report(other, externalText.Source, context);
            }

            var job = new RegressionJob(context, Options(parse, terms, firth, entry, force, context))
            {
                Imputations = parse.GetRequiredValue(impute) == "fcs" ? parse.GetValue(imputations) : 0, AllowResubstitution = parse.GetValue(resubstitution),
                Scores = ScoreFiles.Read(parse.GetValue(scores) ?? [], parse.GetValue(direction) ?? [], input, context),
            };
            string folder = parse.GetRequiredValue(output);
            if (parse.GetEnum<AnalysisMode>(mode) == AnalysisMode.Reference)
            {
                int terms = job.RunReference(cleaned, other, folder);
                ClinicalOutput.SaveProvenance(folder, "clinical regress", context, input.Inputs, [("outcome", parse.GetRequiredValue(outcome))], ["REFERENCE MODE - NOT FOR INFERENCE"], AnalysisMode.Reference);
                ClinicalOutput.Finish(context, folder, $"{terms} lines. REFERENCE MODE - NOT FOR INFERENCE.", new JsonObject { ["lines"] = terms });
                return ExitCodes.Done;
            }

            RegressionResult result = job.Run(cleaned, other, folder);
            ClinicalOutput.SaveProvenance(
                folder, "clinical regress", context, input.Inputs,
                [("outcome", parse.GetRequiredValue(outcome)), ("terms", parse.GetValue(terms)), ("firth", parse.GetRequiredValue(firth)), ("entry-p", FormattableString.Invariant($"{parse.GetValue(entry)}")), ("impute", parse.GetRequiredValue(impute))],
                result.Notes);
            foreach (string note in result.Notes) context.Say(note);
            ClinicalOutput.Finish(
                context, folder, $"{result.Univariable.Count} terms; multivariable: {string.Join(", ", result.Multivariable?.Terms.Select(t => t.Name) ?? ["none"])}.",
                new JsonObject { ["terms"] = new JsonArray([.. (result.Multivariable?.Terms ?? []).Select(t => (JsonNode)t.Name!)]), ["notes"] = new JsonArray([.. result.Notes.Select(n => (JsonNode)n!)]) });
            return ExitCodes.Done;
        });
    }

    private static RegressionOptions Options(ParseResult parse, Option<string?> terms, Option<string> firth, Option<double> entry, Option<bool> force, CommandContext context) => new()
    {
        Terms = parse.GetValue(terms)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        Estimator = parse.GetRequiredValue(firth) switch { "always" => LogisticEstimator.Firth, "never" => LogisticEstimator.MaximumLikelihood, _ => LogisticEstimator.Auto },
        EntryP = parse.GetValue(entry), Force = parse.GetValue(force), Seed = context.Seed,
    };
}
