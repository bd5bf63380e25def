using Thca.Core.Files;
using Thca.Core.Provenance;
using Thca.Core.Tables;
using Thca.Pathology.GroupAnalysis.Figures;

namespace Thca.Pathology.GroupAnalysis.Reporting;

/// <summary>Writes a comparison: <c>matching_report.csv</c>, <c>descriptives.csv</c>, <c>tests.csv</c>, <c>correlations.csv</c>, the score, the figures' data, <c>report.md</c> and <c>provenance.json</c>.</summary>
public static class GroupAnalysisWriter
{
    /// <summary>Writes all files.</summary>
    /// <param name="folder">Folder to write to; created if needed.</param>
    /// <param name="result">What was found.</param>
    /// <param name="inputs">The files it came from.</param>
    public static void Write(string folder, GroupStudyResult result, IReadOnlyList<ProvenanceInput> inputs)
    {
        void Save(TextTable table, string below = "") => table.Write(Path.Combine(folder, below, table.Source));
        Save(GroupTables.Matching(result.Cohort));
        Save(GroupTables.Descriptives(result));
        Save(GroupTables.Tests("tests.csv", result.Tests));
        Save(GroupTables.Correlations(result));
        Save(GroupTables.Scores(result));
        if (result.OutcomeTests.Count > 0) Save(GroupTables.Tests("outcome_tests.csv", result.OutcomeTests));
        if (result.Tertiles.Count > 0) Save(GroupTables.Tertiles(result));
        if (result.Slides.Count > 0) Save(GroupTables.Slides(result));
        if (result.Omnibus.Count > 0) Save(GroupTables.Omnibus(result));
        if (result.Clusters.Status.IsOk) Save(GroupTables.Clusters(result));
        foreach (TextTable figure in FigureTables.Of(GroupFigures.Of(result))) Save(figure, "figures");
        AtomicFile.WriteAllText(Path.Combine(folder, "score_model.json"), ScoreModelJson.Write(result.Score));
        AtomicFile.WriteAllText(Path.Combine(folder, "report.md"), GroupReport.Markdown(result));
        Record(result, inputs).Save(Path.Combine(folder, "provenance.json"));
    }

    private static ProvenanceRecord Record(GroupStudyResult result, IReadOnlyList<ProvenanceInput> inputs)
    {
        GroupAnalysisOptions o = result.Options;
        KeyValuePair<string, string> Pair(string name, double value) => new(name, NumberText.Format(value));
        return new ProvenanceRecord
        {
            Operation = "pathology analyze",
            Seed = result.Seed,
            Inputs = inputs,
            Parameters =
            [
                new("groupColumn", result.Cohort.GroupColumn),
                new("plan", result.Plan.Hash is { } hash ? hash.Hex : "none: exploratory"),
                new("primary", string.Join(",", result.Plan.Primary)),
                new("families", string.Join(";", result.Plan.Families.Select(f => $"{f.Name}={string.Join(",", f.Patterns)}"))),
                new("covariates", string.Join(",", result.Plan.Covariates)),
                Pair("alpha", result.Plan.Alpha),
                Pair("level", o.Level),
                Pair("exactLimit", o.ExactLimit),
                Pair("permutations", o.Permutations),
                Pair("secondaryPermutations", o.SecondaryPermutations),
                Pair("bootstrapReplicates", o.BootstrapReplicates),
                Pair("minimumPerGroup", o.MinimumPerGroup),
                Pair("minimumForIntervals", o.MinimumForIntervals),
                Pair("minimumPairs", o.MinimumPairs),
                Pair("minimumEvents", o.MinimumEvents),
                new("allowExploratoryScore", o.AllowExploratoryScore ? "true" : "false"),
                Pair("scorePermutations", o.ScorePermutations),
            ],
            Notes =
            [
                FormattableString.Invariant($"{result.Cohort.Patients.Count} patients: {result.Cohort.Count(0)} Low, {result.Cohort.Count(1)} High."),
                FormattableString.Invariant($"{result.Tests.Count(t => t.IsTested)} of {result.Tests.Count} features tested, {result.Significant.Count()} significant after adjustment."),
                .. result.Cohort.Flags,
                .. result.Cohort.Warnings,
            ],
        };
    }
}
