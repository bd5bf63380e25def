using System.Text;
using Thca.Core.Outcomes;
using Thca.Core.Tables;
using Thca.Proteomics.Analysis;
using Thca.Proteomics.Correlation;
using Thca.Proteomics.Data;
using Thca.Proteomics.Outcome;
using Thca.Proteomics.Panel;

namespace Thca.Proteomics.Reporting;

/// <summary>The report in words, as Markdown. Wording is conditional: without significance the interval speaks, not absence.</summary>
public static class ProteinReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="analysis">What was computed.</param>
    /// <param name="input">Name of the protein table.</param>
    public static string Markdown(ProteinAnalysis analysis, string input)
    {
        var text = new StringBuilder();
        Header(text, analysis.Study, input);
        Methods(text, analysis.Study);
        Table(text, analysis.Study);
        Findings(text, analysis.Study);
        Sparse(text, analysis.Study);
        Pairs(text, analysis);
        Features(text, analysis);
        Outcome(text, analysis);
        Limitations(text, analysis.Study);
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Header(StringBuilder text, ProteinStudy study, string input)
    {
        ProteinTable t = study.Table;
        Line(text, $"# Protein expression between risk groups\n");
        Line(text, $"- Input: {input}, {t.Patients.Count} patients");
        Line(text, $"- Groups: {t.GroupColumn}, {study.Design.Low} Low and {study.Design.High} High");
        string provenance = t.Flags.Count == 0 ? "predicted out of sample, or not a prediction" : string.Join(", ", t.Flags);
        Line(text, $"- Origin of the groups: {provenance}");
        foreach (string warning in t.Warnings) Line(text, $"- Note: {warning}");
    }

    private static void Methods(StringBuilder text, ProteinStudy study)
    {
        Line(text, $"\n## Methods\n");
        Line(text, $"Grades are compared by the Mann-Whitney test, exact with ties; the effect is the probability of superiority theta (High against Low) with the {100 * study.Options.Level:0.#} % Brunner-Munzel interval on the logit scale. Trend, proportional-odds, chi-square and Fisher-Freeman-Halton tests are secondary. P-values are adjusted over the panel of {study.Results.Count} (Benjamini-Hochberg, q); Holm and max-T are in the tables. \"Significant\" means q < {study.Options.Alpha}. Seed {study.Seed.Value}.");
    }

    private static void Table(StringBuilder text, ProteinStudy study)
    {
        Line(text, $"\n## Proteins by p\n");
        Line(text, $"| Protein | n Low/High | Low 0/1/2/3 | High 0/1/2/3 | theta (interval) | effect | p | q | V corrected |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|");
        foreach (ProteinResult r in study.Results.OrderBy(r => double.IsNaN(r.PPrimary) ? 2 : r.PPrimary).Take(MostRows))
        {
            string theta = r.IsTested ? Interval(r) : r.Status.Code;
            string v = r.Grades is { } g ? ReportText.Fixed(g.CramersVCorrected.Value, 3) : "";
            Line(text, $"| {r.Protein.Column} | {r.Low.Count}/{r.High.Count} | {string.Join('/', r.Low.Levels)} | {string.Join('/', r.High.Levels)} | {theta} | {r.EffectLabel} | {ReportText.P(r.PPrimary)} | {ReportText.P(r.Q)} | {v} |");
        }

        if (study.Results.Count > MostRows) Line(text, $"\nThe first {MostRows} of {study.Results.Count}; the others are in tests.csv.");
    }

    private const int MostRows = 40;

    private static string Interval(ProteinResult r) => $"{ReportText.Fixed(r.Superiority.Theta, 3)} ({ReportText.Fixed(r.Superiority.Lower, 3)} to {ReportText.Fixed(r.Superiority.Upper, 3)})";

    private static void Findings(StringBuilder text, ProteinStudy study)
    {
        Line(text, $"\n## Findings\n");
        ProteinResult[] significant = [.. study.Significant];
        if (significant.Length == 0)
            Line(text, $"No protein has q < {study.Options.Alpha}. The intervals show which differences remain compatible with the data.");
        foreach (ProteinResult r in significant.Take(MostRows))
            Line(text, $"- {r.Protein.Column}: {Cells.Direction(r.Direction)} in High, theta {Interval(r)}, q {ReportText.P(r.Q)}; dominant grade {Or(r.Low.Dominant)} in Low, {Or(r.High.Dominant)} in High.");
        foreach (ProteinResult r in study.Results.Where(r => r.Protein.Expected != ExpectedDirection.NotStated && r.IsTested))
        {
            string verdict = r.DirectionAgrees switch { true => "the estimate points the same way", false => "the estimate points the other way", null => "the estimate points nowhere" };
            string certainty = r.Q < study.Options.Alpha ? "significant after adjustment" : "not significant after adjustment";
            Line(text, $"- Stated beforehand: {r.Protein.Column} {Cells.Direction(r.Protein.Expected)} in High; {verdict} (theta {Interval(r)}, {certainty}).");
        }
    }

    private static string Or(string dominant) => dominant.Length == 0 ? "not graded" : dominant;

    private static void Sparse(StringBuilder text, ProteinStudy study)
    {
        string[] sparse = [.. study.Results.Where(r => r.Flags.Contains(ProteinProblems.ChiSquareUnreliable)).Select(r => r.Protein.Column)];
        if (sparse.Length > 0) Line(text, $"\nThe chi-square approximation cannot be trusted for {string.Join(", ", sparse)} (small expected counts); the exact tests are not affected.");
    }

    private static void Pairs(StringBuilder text, ProteinAnalysis analysis)
    {
        if (analysis.Pairs.Count == 0) return;
        double alpha = analysis.Study.Options.Alpha;
        Line(text, $"\n## Correlations between proteins\n");
        PairCorrelation[] kept = [.. analysis.Pairs.Where(p => p.Status.IsOk && p.Q < alpha)];
        if (kept.Length == 0) Line(text, $"No pair has q < {alpha} in any scope.");
        foreach (PairCorrelation p in kept)
            Line(text, $"- {p.ProteinA} and {p.ProteinB} ({p.Scope}, n = {p.Count}): tau-b {ReportText.Fixed(p.TauB, 2)}, q {ReportText.P(p.Q)}; difference between groups p {ReportText.P(p.PGroupDifference)}.");
    }

    private static void Features(StringBuilder text, ProteinAnalysis analysis)
    {
        if (analysis.Features.Count == 0) return;
        double alpha = analysis.Study.Options.Alpha;
        Line(text, $"\n## Relation to imaging and pathology\n");
        Line(text, $"{analysis.Features.Count} correlations were computed and adjusted within their families. The risk groups are built from iTED features: correlations of proteins with iTED are no independent confirmation of the group comparison.\n");
        FeatureCorrelation[] kept = [.. analysis.Features.Where(f => f.Status.IsOk && f.Q < alpha).OrderBy(f => f.Q).Take(MostRows)];
        if (kept.Length == 0) Line(text, $"None has q < {alpha}.");
        foreach (FeatureCorrelation f in kept)
            Line(text, $"- {f.Protein} and {f.Feature} (n = {f.Spearman.Count}): Spearman {ReportText.Fixed(f.Spearman.Coefficient, 2)}, q {ReportText.P(f.Q)}; given the group {ReportText.Fixed(f.Partial.Coefficient, 2)}.");
    }

    private static void Outcome(StringBuilder text, ProteinAnalysis analysis)
    {
        if (analysis.Outcome.Count == 0) return;
        Line(text, $"\n## Against actual metastasis\n");
        Line(text, $"| Protein | theta M1 against M0 | p | q | odds ratio per grade (interval) | same direction as the groups |");
        Line(text, $"|---|---|---|---|---|---|");
        foreach (ProteinOutcome o in analysis.Outcome.Take(MostRows))
        {
            string odds = $"{ReportText.Fixed(o.OddsRatio.Value, 2)} ({ReportText.Fixed(o.OddsRatio.Lower, 2)} to {ReportText.Fixed(o.OddsRatio.Upper, 2)})";
            Line(text, $"| {o.Test.Protein.Column} | {(o.Test.IsTested ? Interval(o.Test) : o.Test.Status.Code)} | {ReportText.P(o.Test.PPrimary)} | {ReportText.P(o.Test.Q)} | {odds} | {(o.Agrees is { } agrees ? agrees ? "yes" : "no" : "")} |");
        }
    }

    private static void Limitations(StringBuilder text, ProteinStudy study)
    {
        DesignInformation d = study.Design;
        Line(text, $"\n## Limitations\n");
        string detectable = d.DetectableTheta < 1 ? $"theta of {ReportText.Fixed(d.DetectableTheta, 3)} or more (or {ReportText.Fixed(1 - d.DetectableTheta, 3)} or less)" : "no effect, however large,";
        Line(text, $"- {d.Low + d.High} patients: a single test finds {detectable} with 80 % power. Chi-square with 3 degrees of freedom has {ReportText.Fixed(100 * d.PowerLargeThreeDegrees, 0)} % power for w = 0.5 and {ReportText.Fixed(100 * d.PowerMediumThreeDegrees, 0)} % for w = 0.3.");
        if (study.Table.Flags.Contains(ProblemCodes.ResubstitutionGroups))
            Line(text, $"- Some groups were predicted for patients the model was trained on; the comparison inherits that optimism. tests.csv has the p-values without them.");
        if (study.Table.Flags.Contains(ProblemCodes.ProvenanceUnknown))
            Line(text, $"- Nothing says how the groups were predicted; they may be resubstitution.");
        Line(text, $"- No adjustment for age, stage, batch or scorer; agreement between scorers is not known.");
    }
}
