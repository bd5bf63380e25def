using Thca.Core.Compute;
using Thca.Core.Errors;
using Thca.Core.Features;
using Thca.Core.Outcomes;
using Thca.Statistics.Correlation;
using Thca.Statistics.Hypotheses;
using Thca.Statistics.Summaries;

namespace Thca.Pathology.GroupAnalysis.Reference;

/// <summary>
/// The arithmetic of the original comparison, to explain its numbers: unadjusted tests, unsigned effects, a composite score selected by the risk
/// groups, weighted by the outcome and judged on the same patients. Its altered figures and fixed sentences are not reproduced.
/// </summary>
public static class ReferenceGroupAnalyzer
{
    private static readonly string[] MorphologyCandidates = ["mean_nuclear_area", "large_nuclei_ratio", "irregular_nuclei_ratio", "hyperchromatic_ratio", "mean_eccentricity", "mean_intensity_max"];
    private static readonly string[] NotCorrelated = ["M_stage", "Sex", "Multifocal", "Infiltrated_the_adjacent_tissue", "T_stage"];

    /// <summary>Analyses patients.</summary>
    /// <param name="patients">At least one in either risk group and of either outcome.</param>
    /// <param name="imaging">Merged imaging table, or null.</param>
    /// <param name="compute">Patients measured at once.</param>
    /// <param name="progress">Reported after every patient.</param>
    /// <param name="ct">Cancels the work.</param>
    /// <exception cref="ThcaException">A group or an outcome is empty, or the patients' heterogeneity columns differ.</exception>
    public static ReferenceGroupResult Analyze(
        IReadOnlyList<ReferencePatient> patients, FeatureTable? imaging = null, ComputeOptions? compute = null, IProgress<WorkProgress>? progress = null, CancellationToken ct = default)
    {
        if (!patients.Any(p => p.IsHigh) || patients.All(p => p.IsHigh) || !patients.Any(p => p.HasMetastasis) || patients.All(p => p.HasMetastasis))
            throw new ThcaException(ProblemCodes.GroupTooSmall, FormattableString.Invariant($"{patients.Count(p => p.IsHigh)} of {patients.Count} patients are High, {patients.Count(p => p.HasMetastasis)} have metastasis."), "Both groups and both outcomes must occur.");
        string[] names = [.. patients[0].Heterogeneity.Select(h => h.Key)];
        foreach (ReferencePatient p in patients.Where(p => !p.Heterogeneity.Select(h => h.Key).SequenceEqual(names)))
            throw new TableException($"Patient '{p.Id}' has other heterogeneity columns than '{patients[0].Id}'.", "Write all tables with the same version.");
        int done = 0;
        (IReadOnlyList<KeyValuePair<string, double>> Composition, IReadOnlyList<KeyValuePair<string, double>> Morphology, IReadOnlyList<KeyValuePair<string, double>> Spatial)[] measured = OrderedParallel.Map(
            patients.Count,
            i =>
            {
                var result = (ReferenceMeasures.Composition(patients[i]), ReferenceMeasures.Morphology(patients[i]), ReferenceMeasures.Spatial(patients[i]));
                progress?.Report(new WorkProgress("patients", Interlocked.Increment(ref done), patients.Count, patients[i].Id));
                return result;
            },
            compute,
            ct);
        IReadOnlyList<KeyValuePair<string, double[]>> composition = Columns([.. measured.Select(m => m.Composition)]), morphology = Columns([.. measured.Select(m => m.Morphology)]),
            spatial = Columns([.. measured.Select(m => m.Spatial)]), ith = Columns([.. patients.Select(p => p.Heterogeneity)]);
        ReferenceTest[] tests = [.. ith.Select(c => Test(c, patients))];
        IReadOnlyList<KeyValuePair<string, double[]>> candidates =
        [
            .. composition.Where(c => c.Key is "tumor_ratio" or "inflammatory_ratio" or "tumor_inflammatory_ratio"),
            .. MorphologyCandidates.Select(n => morphology.Single(m => m.Key == n)),
            .. spatial.Where(c => c.Key != "mean_nn_distance").OrderBy(c => c.Key switch { "tumor_dispersion" => 0, "spatial_heterogeneity" => 1, _ => 2 }),
            .. Chosen(tests).Select(n => ith.Single(c => c.Key == n)),
        ];
        double[] score = Score(candidates, patients);
        var result = new ReferenceGroupResult
        {
            Patients = patients, Heterogeneity = tests, Morphology = [.. morphology.Select(c => Test(c, patients))], CompositionValues = composition, MorphologyValues = morphology,
            SpatialValues = spatial, Candidates = candidates, Score = score, Correlations = imaging is null ? [] : Correlate(patients, ith, score, imaging),
        };
        if (score.Length == 0) return result;
        double median = Quantiles.Of(score, 0.5);
        return result with
        {
            ScoreP = Test(new KeyValuePair<string, double[]>("composite_score", score), patients).P,
            Accuracy = (double)score.Where((s, i) => s > median == patients[i].IsHigh).Count() / score.Length,
        };
    }

    private static KeyValuePair<string, double[]>[] Columns(IReadOnlyList<KeyValuePair<string, double>>[] rows) =>
        [.. rows[0].Select((c, k) => KeyValuePair.Create(c.Key, rows.Select(r => r[k].Value).ToArray()))];

    private static ReferenceTest Test(KeyValuePair<string, double[]> column, IReadOnlyList<ReferencePatient> patients) =>
        ReferenceTest.Of(column.Key, [.. column.Value.Where((_, i) => patients[i].IsHigh)], [.. column.Value.Where((_, i) => !patients[i].IsHigh)]);

    /// <summary>Heterogeneity columns with p &lt; 0.1 between the risk groups, or the five smallest p.</summary>
    internal static IEnumerable<string> Chosen(ReferenceTest[] tests)
    {
        string[] chosen = [.. tests.Where(t => t.P < 0.1).Select(t => t.Feature)];
        return chosen.Length > 0 ? chosen : tests.OrderBy(t => t.P).Take(5).Select(t => t.Feature);
    }

    /// <summary>Σ direction · z · weight over the ten candidates that separate the outcomes best; empty when none does.</summary>
    internal static double[] Score(IReadOnlyList<KeyValuePair<string, double[]>> candidates, IReadOnlyList<ReferencePatient> patients)
    {
        var terms = new List<(double[] Z, double Importance, double Direction)>();
        foreach ((_, double[] raw) in candidates)
        {
            double fill = Quantiles.Of(raw, 0.5);
            double[] x = Array.ConvertAll(raw, v => double.IsNaN(v) ? fill : v), event1 = [.. x.Where((_, i) => patients[i].HasMetastasis)], event0 = [.. x.Where((_, i) => !patients[i].HasMetastasis)];
            double m1 = Quantiles.Of(event1, 0.5), m0 = Quantiles.Of(event0, 0.5);
            double importance = MannWhitney.Test(event1, event0, MannWhitneyMethod.SciPyAuto).PValue < 0.2 ? ReferenceTest.EffectOf(m1 - m0, event1, event0) : 0;
            double mean = Moments.Mean(x), sd = Moments.StandardDeviation(x, 0);
            if (importance > 0) terms.Add((Array.ConvertAll(x, v => sd > 0 ? (v - mean) / sd : 0), importance, m1 > m0 ? 1 : -1));
        }

        (double[] Z, double Importance, double Direction)[] best = [.. terms.OrderByDescending(t => t.Importance).Take(10)];
        if (best.Length == 0) return [];
        double total = best.Sum(t => t.Importance) + 1e-6;
        return [.. patients.Select((_, i) => best.Sum(t => t.Direction * t.Z[i] * (t.Importance / total)))];
    }

    private static ReferenceCorrelation[] Correlate(IReadOnlyList<ReferencePatient> patients, IReadOnlyList<KeyValuePair<string, double[]>> ith, double[] score, FeatureTable imaging)
    {
        var index = imaging.Keys.Select((k, r) => (k, r)).ToDictionary(p => p.k, p => p.r, StringComparer.Ordinal);
        IReadOnlyList<KeyValuePair<string, double[]>> rows = score.Length == 0 ? ith : [.. ith, KeyValuePair.Create("composite_score", score)];
        var cells = new List<ReferenceCorrelation>();
        foreach ((string name, double[] values) in rows)
        {
            foreach (FeatureColumn column in imaging.Columns.Where(c => !NotCorrelated.Contains(c.Name)))
            {
                CorrelationResult r = SpearmanCorrelation.Compute(values, [.. patients.Select(p => index.TryGetValue(p.Id, out int row) ? column[row] : double.NaN)]);
                cells.Add(new ReferenceCorrelation(name, column.Name, r.Coefficient, r.PValue));
            }
        }

        return [.. cells];
    }
}
