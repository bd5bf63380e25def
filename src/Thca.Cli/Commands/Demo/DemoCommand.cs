using System.CommandLine;
using System.Globalization;
using Thca.Cli.Infrastructure;
using Thca.Core.Cohorts;
using Thca.Modeling.Metrics;
using Thca.Pathology.GroupAnalysis.Comparison;
using Thca.Pathology.GroupAnalysis.Plan;
using Thca.Pipelines.Demo;
using Thca.Pipelines.Segmentation;
using Thca.Proteomics.Analysis;
using Thca.Statistics.Roc;

namespace Thca.Cli.Commands.Demo;

/// <summary><c>thca demo</c></summary>
internal static class DemoCommand
{
    private const string Help = """
        Runs the whole study on a generated cohort in a few minutes: CT and masks, radiomics, habitats, a cross-validated model, proteins, slides, one new patient's risk.

        Example: thca demo --out demo
        """;

    public static Command Create()
    {
        var defaults = new DemoOptions();
        var output = new Option<string>("--out") { Description = "Folder to write.", DefaultValueFactory = _ => "thca-demo" };
        var patients = new Option<int>("--patients") { Description = "Number of patients.", DefaultValueFactory = _ => defaults.Cohort.Patients };
        var steps = new Option<int>("--segmentation-steps") { Description = "Training steps of the segmentation part; 0 leaves it out.", DefaultValueFactory = _ => defaults.Segmentation.Iterations };
        var command = new Command("demo", Help);
        command.Options.Add(output);
        command.Options.Add(patients);
        command.Options.Add(steps);
        return command.Runs((parse, context) =>
        {
            DemoOptions options = defaults with
            {
                Cohort = defaults.Cohort with { Patients = parse.GetValue(patients) },
                Segmentation = defaults.Segmentation with { Iterations = parse.GetValue(steps) },
            };
            string folder = parse.GetRequiredValue(output);
            DemoResult result = context.WithProgress(p => new DemoStudy(folder, options, context.Seed).Run(context.Compute, p, context.Cancellation));
            foreach (string line in Summary(result, options, folder)) context.Say(line);
            return result.Radiomics.Failed.Count > 0 ? ExitCodes.SomeCasesFailed : ExitCodes.Done;
        });
    }

    private static IEnumerable<string> Segmentation(DemoResult result, DemoOptions options)
    {
        if (result.Segmentation.Count == 0)
        {
            yield return "The segmentation part was left out.";
            yield break;
        }

        yield return F($"A small network learnt {options.Segmentation.TrainingCases} coarse CTs in {options.Segmentation.Iterations} steps and segmented {result.Segmentation.Count} it had never seen:");
        foreach (PhantomSegmentationCase c in result.Segmentation) yield return F($"  {c.Case}: Dice of the lesion {c.LesionDice:0.00}, of all 11 labels on average {c.MeanDice:0.00}");
    }

    private static IEnumerable<string> Summary(DemoResult result, DemoOptions options, string folder)
    {
        int patients = result.Cohort.Patients.Count, events = result.Cohort.Patients.Count(p => p.Metastasis);
        MetricEstimate auc = result.Model.Metrics["auc_roc"];
        DemoPrediction patient = result.NewPatient;
        AucComparison gain = result.HeterogeneityGain;
        yield return "";
        yield return F($"What happened: {patients} synthetic patients were generated, {events} of them with distant metastasis.");
        yield return F($"From each CT and lesion mask came 107 radiomic features, the ecological diversity of sub-regions (iTED) and the 3D ITHscore{Left(result.Heterogeneity.Failed.Count)}.");
        yield return F($"A CRIT model of {result.Model.Artifact.Features.Count} features was trained; patients were judged only by models that had not seen them.");
        yield return F($"Cross-validated AUC: {auc.Value:0.00} ({Interval(auc.Lower, auc.Upper)}). With {events} events the interval is wide; that is how little so few patients can tell.");
        yield return F($"With iTED and ITHscore the AUC is {Math.Abs(gain.Difference):0.00} {(gain.Difference < 0 ? "lower" : "higher")} than with radiomics alone (difference: {Interval(gain.Lower, gain.Upper)}, same patients and folds).");
        yield return F($"Protein grades of {result.Proteins.Design.Low} patients in the low and {result.Proteins.Design.High} in the high risk group: {Proteins(result.Proteins)}.");
        foreach (string line in Segmentation(result, options)) yield return line;
        foreach (string line in Slides(result.Slides)) yield return line;
        yield return F($"A new patient whose lesion is {options.NewPatientLesion:0} mm wide and was made heterogeneous ({options.NewPatientHeterogeneity:0.00} of 1) has a predicted risk of {100 * patient.Probability:0} %: {patient.RiskGroup}.");
        yield return "";
        yield return "Where the files are:";
        foreach ((string file, string what) in Files) yield return $"  {Path.Combine(folder, file),-44} {what}";
        yield return F($"These patients are synthetic: the numbers show that the software works, not how well CT predicts metastasis.");
    }

    private static readonly (string File, string What)[] Files =
    [
        ("cohort/cohort.csv", "the cases: CT, label map and thyroid of every patient (truth.csv: what is behind the outcome)"),
        ("radiomics.csv", "107 features per patient; .qc.csv, .diagnostics.csv and .provenance.json beside it"),
        ("heterogeneity/summary.csv", "habitats per patient; ited.csv, ithscore.csv and label maps beside it"),
        ("model.crit.json", "the frozen model: features, trees, threshold, risk groups, self-test"),
        ("oof_predictions.csv", "predictions by models that had not seen the patient"),
        ("metrics.json", "metrics with intervals"),
        ("proteins/report.md", "protein expression between the risk groups; tests.csv beside it"),
        ("pathology/cellular_heterogeneity.csv", "cellular heterogeneity per patient; per slide nuclei.parquet and nuclear_features.parquet"),
        ("pathology/report.md", "slides between the risk groups; tests.csv, descriptives.csv and score beside it"),
        ("predictions.csv", "the new patient's risk"),
    ];

    private static string Left(int tooSmall) => tooSmall == 0 ? "" : F($"; {tooSmall} lesions were too small for sub-regions and are left out of the model");

    private static string Proteins(ProteinStudy study)
    {
        string[] found = [.. study.Significant.Select(r => $"{r.Protein.Column} {(r.Superiority.Theta < 0.5 ? "lower" : "higher")} in the high group")];
        return found.Length == 0 ? F($"none of {study.Results.Count} proteins differs beyond chance (q < {study.Options.Alpha})") : string.Join(", ", found);
    }

    private static IEnumerable<string> Slides(DemoSlides slides)
    {
        int failed = slides.Features.Slides.Count(s => !s.Status.IsOk);
        yield return F($"One synthetic slide of 128 x 128 um per patient: {slides.Detected} of {slides.Nuclei} nuclei found (the generator's truth with 5 % left out stands in for a trained network), {slides.Features.Included} count{(failed > 0 ? F($"; {failed} slides failed") : "")}.");
        FeatureComparison? primary = slides.Groups.Tests.FirstOrDefault(t => t.Variable.IsPrimary);
        if (primary is not { IsTested: true, Delta: { } delta })
        {
            yield return F($"The spread of the tumour's nuclear area could not be compared between the model's risk groups: {slides.Groups.Cohort.Count(RiskGroup.Low)} patients are in the low and {slides.Groups.Cohort.Count(RiskGroup.High)} in the high one.");
            if (slides.Groups.OutcomeTests.FirstOrDefault(t => t.Variable.IsPrimary) is { IsTested: true, Delta: { } byOutcome } actual)
                yield return F($"Between patients with and without metastasis it is {(byOutcome.Value < 0 ? "lower" : "higher")} with: Cliff's delta {byOutcome.Value:0.00} ({Interval(byOutcome.Lower, byOutcome.Upper)}), p {actual.P:0.0000}.");
            yield break;
        }

        FeatureComparison[] spread = [.. slides.Groups.Tests.Where(t => t.IsTested && t.Variable.Family == FamilyDefinition.Heterogeneity)];
        yield return F($"Nuclei of the tumour vary {(delta.Value < 0 ? "less" : "more")} in area in the high risk group: Cliff's delta {delta.Value:0.00} ({Interval(delta.Lower, delta.Upper)}), p {primary.P:0.0000}; {spread.Count(t => t.Q < slides.Groups.Plan.Alpha)} of {spread.Length} measures of heterogeneity differ (q < {slides.Groups.Plan.Alpha}). The slides were made to vary less where the true risk is high; the groups are the model's, no plan was declared, and the result is exploratory.");
    }

    private static string Interval(double lower, double upper) => double.IsNaN(lower) || double.IsNaN(upper) ? "too few patients for an interval" : F($"95 % interval {lower:0.00} to {upper:0.00}");

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
